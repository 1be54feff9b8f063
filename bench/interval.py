"""How sure a figure is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean, median, stdev

import numpy as np


def standard_error(share: float, n: int) -> float:
    """Of a share of n independent cases (binomial)."""
    return math.sqrt(share * (1 - share) / n)


def of_seeds(shares: Sequence[float], n: int) -> dict[str, float | int]:
    """Mean of the seeds on one test set of n cases, and the 95 % interval that the size of the test set allows.

    The seeds share their test set, so more seeds do not narrow the interval; their own spread is given beside it.
    """
    average = mean(shares)
    half = 1.96 * standard_error(average, n)
    return {
        "n": n,
        "mean": average,
        "low": average - half,
        "high": average + half,
        "seed_deviation": stdev(shares) if len(shares) > 1 else 0.0,
    }


def of_difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Standard error of the difference of two accuracies on the same cases; (n,) booleans, answered rightly."""
    difference = ours.astype(float) - theirs.astype(float)
    return float(difference.std() / len(difference) ** 0.5)


def spread(values: Sequence[float]) -> dict[str, float | int]:
    """Median of the rounds, and the range of the middle half."""
    low, high = np.percentile(values, [25, 75])
    return {"rounds": len(values), "median": median(values), "low": float(low), "high": float(high)}
