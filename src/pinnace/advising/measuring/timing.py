"""How long one call takes here, on its own.

An app asks now and then, not in a loop: by then the processor has slept, and its caches hold other things. So a small
model takes several times longer. What counts is the processor's time, where it can be told: a machine with other work
to do is not a slower device.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from pinnace.advising.amount import Amount

SECONDS, LONGEST = 0.6, 5.0  # of measuring; of measuring a slow model
LEAST = 10  # calls
PAUSE = 0.02  # seconds before each: a longer one makes little difference
clock = time.perf_counter if sys.platform == "win32" else time.thread_time  # Windows counts in steps of 16 ms
OTHER = 1 << 23  # bytes read before each: more than what a core keeps near it


def milliseconds(call: Callable[[int], object], inputs: int) -> Amount:
    """ms of one call, the i-th with input i, which wraps around: the range of the middle eight of ten calls."""
    call(0)
    other, times = np.zeros(OTHER, np.uint8), list[float]()
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < SECONDS or (len(times) < LEAST and spent < LONGEST):
        time.sleep(PAUSE)
        other.sum()
        start = clock()
        call(len(times) % inputs)
        times.append(1_000 * (clock() - start))
    low, likely, high = np.percentile(times, [10, 50, 90])
    return Amount(float(low), float(likely), float(high))
