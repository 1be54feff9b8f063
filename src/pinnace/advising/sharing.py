"""Who answers what: the share of predictions that a server answers, solved for the options that have both places.

A hybrid sends the kinds of (device, network) that gain most per prediction where they are better off, and stops as
soon as the needs are met: the fractional knapsack, whose greedy solution is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.advising import latency
from pinnace.advising.case import Case
from pinnace.advising.options import Option


@dataclass(frozen=True)
class Sharing:
    """server: (D,) share of all predictions that go over the network. in_time: (D,) share within the deadline."""

    server: np.ndarray
    in_time: np.ndarray


def solve(case: Case, option: Option, within_ms: np.ndarray | None, target: float) -> Sharing:
    """The sharing of an option; `within_ms` (D,) None: no deadline."""
    offline = case["use.offline"]
    everything = np.ones(case.size)
    if within_ms is None:
        moved = _for_quality(case, option)
        online = 1 - offline
        server = {"device": 0 * online, "device_first": moved * online}.get(option.predict, online)
        return Sharing(server, everything if option.on_device else online)
    here, there = latency.chances(case, option, within_ms)
    devices = np.array([device.share for device in case.book.devices.values()])
    networks = np.array([network.share for network in case.book.networks.values()])
    if not option.hybrid:
        on_device, on_server = devices @ here, networks @ there
        if option.on_device:
            return Sharing(np.zeros(case.size), on_device)
        return Sharing(1 - offline, (1 - offline) * on_server)
    weight = np.outer(devices, networks).ravel()[:, None] * (1 - offline)  # (cells, D)
    device = np.repeat(here, len(networks), 0)  # (cells, D)
    server = np.tile(there, (len(devices), 1))
    stays_offline = offline * (devices @ here)
    if option.predict == "device_first":
        base, gain = stays_offline + (weight * device).sum(0), server - device
    else:
        base, gain = stays_offline + (weight * server).sum(0), device - server
    moved, gained = _greedy(weight, gain, target - base)
    share = moved if option.predict == "device_first" else (1 - offline) - moved
    if option.predict == "device_first":
        share = np.maximum(share, _for_quality(case, option) * (1 - offline))
    return Sharing(share, base + gained)


def _greedy(weight: np.ndarray, gain: np.ndarray, needed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(D,) share moved and (D,) gained: cells (cells, D) of the largest gain first, the last one in part."""
    order = np.argsort(-gain, 0)
    gain, weight = np.take_along_axis(gain, order, 0), np.take_along_axis(weight, order, 0)
    worth = np.clip(gain, 0, None) * weight
    before = np.cumsum(worth, 0) - worth
    part = np.clip((needed - before) / np.where(worth > 0, worth, 1), 0, 1) * (worth > 0)
    return (part * weight).sum(0), (part * worth).sum(0)


def _for_quality(case: Case, option: Option) -> np.ndarray:
    """(D,) share that the better model on the server must answer so that the whole is accurate enough.

    As if the predictions handed over were any: handing over the doubtful ones needs fewer, so this is the careful side.
    """
    floor = case.app.needs.accuracy
    if floor is None or not option.hybrid:
        return np.zeros(case.size)
    here, there = case["model.accuracy"], case["model.server_accuracy"]
    missing, gain = case["needs.accuracy"] - here, there - here
    return np.where(missing > 0, np.clip(missing / np.where(gain > 1e-9, gain, 1e-9), 0, 1), 0.0)
