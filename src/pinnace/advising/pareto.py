"""Options that no other beats in everything at once: cost, waiting, what leaves the device, work."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pinnace.advising.options import Option

# Where an input goes, from nowhere to a vendor that also knows what is asked.
EXPOSURE = {
    "device": 0,
    "own_server": 1,
    "device_first": 2,
    "server_first": 3,
    "rented_server": 3,
    "serverless": 3,
    "hosted": 4,
    "canned": 4,
}


def exposure(option: Option) -> int:
    """How far inputs travel, 0 (nowhere) to 4 (to a vendor's service)."""
    return EXPOSURE[option.predict]


def front(points: np.ndarray) -> list[int]:
    """Rows of `points` (n, criteria), smaller is better, that no other row beats or equals in all and beats in one."""
    no_worse = np.all(points[:, None] <= points[None], axis=2)  # (beats, is beaten)
    better = np.logical_and(no_worse, np.any(points[:, None] < points[None], axis=2))
    return [i for i in range(len(points)) if not better[:, i].any()]


def best(ids: Sequence[str], points: np.ndarray) -> list[str]:
    """The ids of the front."""
    return [ids[i] for i in front(points)]
