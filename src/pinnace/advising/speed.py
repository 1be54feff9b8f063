"""How long people wait under an option: the time within which half, nine in ten and 95 in 100 of the answers arrive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.advising import latency
from pinnace.advising.case import Case
from pinnace.advising.options import Option
from pinnace.advising.rating import Rated


@dataclass(frozen=True)
class Speed:
    """ms at the likely values; infinite where so many answers never come, for want of a network."""

    p50_ms: float
    p90_ms: float
    p95_ms: float


def speed(case: Case, rated: Rated) -> Speed:
    """`case` has D = 1. A hybrid is the mixture of both places by its share."""
    option = rated.option
    served = float(rated.sharing.server[0]) if option.hybrid else float(option.server is not None)

    def share(within_ms: np.ndarray) -> np.ndarray:
        here, there = latency.chances(case, option, within_ms)
        on_device = np.array([device.share for device in case.book.devices.values()]) @ here
        on_server = np.array([network.share for network in case.book.networks.values()]) @ there
        if option.hybrid:
            return served * on_server + (1 - served) * on_device
        return on_device if option.on_device else (1 - case["use.offline"]) * on_server

    p50, p90, p95 = (float(latency.quantile_ms(share, q, 1)[0]) for q in (0.5, 0.9, 0.95))
    return Speed(p50, p90, p95)


def needed_ms(case: Case, rated: Rated, target: float) -> float:
    """The shortest deadline that the option meets for `target` of the predictions; infinite when none."""
    option = rated.option

    def share(within_ms: np.ndarray) -> np.ndarray:
        here, there = latency.chances(case, option, within_ms)
        devices = np.array([device.share for device in case.book.devices.values()])
        networks = np.array([network.share for network in case.book.networks.values()])
        if option.hybrid:  # each kind of device and network where it is faster
            cells = np.maximum(np.repeat(here, len(networks), 0), np.tile(there, (len(devices), 1)))
            online = np.outer(devices, networks).ravel() @ cells
            return (1 - case["use.offline"]) * online + case["use.offline"] * (devices @ here)
        return devices @ here if option.on_device else (1 - case["use.offline"]) * (networks @ there)

    return float(latency.quantile_ms(share, target, 1)[0])
