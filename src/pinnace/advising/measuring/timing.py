"""How long one call takes here."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from pinnace.advising.amount import Amount

SECONDS = 0.25  # of measuring
ROUNDS = 5


def milliseconds(call: Callable[[int], object], inputs: int) -> Amount:
    """ms of one call, the i-th with input i: the range of the middle eight of ten rounds over all `inputs`."""
    call(0)
    rounds: list[float] = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(rounds) < ROUNDS:
        began = time.perf_counter()
        for i in range(inputs):
            call(i)
        rounds.append(1_000 * (time.perf_counter() - began) / inputs)
    low, likely, high = np.percentile(rounds, [10, 50, 90])
    return Amount(float(low), float(likely), float(high))
