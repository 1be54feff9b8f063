"""How long people wait under an option: the time within which half, nine in ten and 95 in 100 of the answers arrive."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pinnace.advising import latency
from pinnace.advising.case import Case
from pinnace.advising.rating import Rated

SHORTEST_MS, LONGEST_MS = 1e-4, 1e7
POINTS = 400  # looked at, twice: the second time between two of the first


@dataclass(frozen=True)
class Speed:
    """ms at the likely values; infinite where so many answers never come, for want of a network."""

    p50_ms: float
    p90_ms: float
    p95_ms: float


def speed(case: Case, rated: Rated) -> Speed:
    """`case` has D = 1. A hybrid is the mixture of both places by its share."""
    p50, p90, p95 = (quantile_ms(case, rated, share) for share in (0.5, 0.9, 0.95))
    return Speed(p50, p90, p95)


def quantile_ms(case: Case, rated: Rated, share: float, fastest: bool = False) -> float:
    """ms within which `share` of the answers arrive; infinite when they never do.

    With `fastest` a hybrid answers each prediction where that is faster, not where it is cheaper.
    """
    low, high = SHORTEST_MS, LONGEST_MS
    for _ in range(2):
        within = np.geomspace(low, high, POINTS)
        done = in_time(case, rated, within, fastest)
        if done[-1] < share:
            return math.inf
        first = int(np.argmax(done >= share))
        low, high = within[max(first - 1, 0)], within[first]
    return float(high)


def in_time(case: Case, rated: Rated, within_ms: np.ndarray, fastest: bool = False) -> np.ndarray:
    """(n,) share of the answers that arrive within each of (n,) times."""
    option, offline = rated.option, case["use.offline"][0]
    wide = Case(case.app, case.book, {name: np.full(len(within_ms), value[0]) for name, value in case.numbers.items()})
    here, there = latency.chances(wide, option, within_ms)
    devices = np.array([device.share for device in case.book.devices.values()])
    networks = np.array([network.share for network in case.book.networks.values()])
    if not option.hybrid:
        return devices @ here if option.on_device else (1 - offline) * (networks @ there)
    if fastest:
        cells = np.maximum(np.repeat(here, len(networks), 0), np.tile(there, (len(devices), 1)))
        return (1 - offline) * (np.outer(devices, networks).ravel() @ cells) + offline * (devices @ here)
    served = float(rated.sharing.server[0])
    return served * (networks @ there) + (1 - served) * (devices @ here)
