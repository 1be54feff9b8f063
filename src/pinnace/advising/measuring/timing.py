"""How long one call takes here, on its own.

An app asks now and then, not in a loop: by then the processor has slept, and its caches hold other things. So a small
model takes several times longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from pinnace.advising.amount import Amount

SECONDS, LONGEST = 0.6, 5.0  # of measuring; of measuring a slow model
LEAST = 10  # calls
PAUSE = 0.02  # seconds before each: a longer one makes little difference
OTHER = 1 << 23  # bytes read before each: more than what a core keeps near it


def milliseconds(call: Callable[[int], object], inputs: int) -> Amount:
    """ms of one call, the i-th with input i, which wraps around: the range of the middle eight of ten calls."""
    call(0)
    other, times = np.zeros(OTHER, np.uint8), list[float]()
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < SECONDS or (len(times) < LEAST and spent < LONGEST):
        time.sleep(PAUSE)
        other.sum()
        start = time.perf_counter()
        call(len(times) % inputs)
        times.append(1_000 * (time.perf_counter() - start))
    low, likely, high = np.percentile(times, [10, 50, 90])
    return Amount(float(low), float(likely), float(high))
