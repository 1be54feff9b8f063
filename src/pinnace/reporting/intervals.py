"""How sure a share is: 95 % intervals, and which differences are ties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.validation import clustered_error

Z = 1.959964  # of 95 %


@dataclass(frozen=True)
class Share:
    """A share of n cases and its 95 % interval, all 0 to 1."""

    value: float
    low: float
    high: float
    n: int


def wilson(value: float, n: float) -> tuple[float, float]:
    """Interval of a share of n independent cases. Wilson, "Probable inference" (JASA 1927): sane near 0, 1 and few."""
    if n <= 0:
        return 0.0, 1.0
    middle = (value + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * np.sqrt(value * (1 - value) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def share(right: NDArray[np.bool_], rows: NDArray[np.int64]) -> Share:
    """Of the cases `right` (n,); rows (n,) that occur several times count as one draw each."""
    if not len(right):
        return Share(0.0, 0.0, 1.0, 0)
    value = float(right.mean())
    error = clustered_error(right.astype(float), rows)
    effective = value * (1 - value) / error**2 if error > 0 else len(np.unique(rows))
    return Share(value, *wilson(value, effective), len(right))


def tied(difference: float, error: float) -> bool:
    """Whether the cases cannot tell the difference from none, with 95 % confidence."""
    return abs(difference) <= Z * error + 1e-12
