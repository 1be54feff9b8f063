"""A number that may be known, or known only as a range: what every fact and every price is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

LARGEST = 1e15  # nothing that is counted here is more; far larger numbers would overflow on the way
WIDE = 10.0  # a range of more than a factor of ten is drawn on a logarithmic scale


@dataclass(frozen=True)
class Amount:
    """0 <= low <= likely <= high; all three equal when the number is known."""

    low: float
    likely: float
    high: float

    @classmethod
    def of(cls, value: Any) -> Amount:
        """From a number, [low, high] or [low, likely, high]; ValueError says what is wrong."""
        if isinstance(value, Amount):
            return value
        numbers = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        if not 1 <= len(numbers) <= 3 or any(isinstance(n, bool) or not isinstance(n, (int, float)) for n in numbers):
            raise ValueError('is not a number, a range [low, likely, high] or "unknown"')
        if not all(math.isfinite(n) for n in numbers):
            raise ValueError("is not a finite number")
        if min(numbers) < 0:
            raise ValueError("is below zero")
        if max(numbers) > LARGEST:
            raise ValueError(f"is larger than {LARGEST:.0e}")
        if numbers != sorted(numbers):
            raise ValueError("is a range whose numbers do not rise: write [low, likely, high]")
        low, high = float(numbers[0]), float(numbers[-1])
        middle = float(numbers[1]) if len(numbers) == 3 else _middle(low, high)
        return cls(low, middle, high)

    @property
    def known(self) -> bool:
        return self.low == self.high

    @property
    def wide(self) -> bool:
        return self.low > 0 and self.high > WIDE * self.low

    def __mul__(self, factor: float) -> Amount:
        """Each end times a factor that is not below zero."""
        return Amount(self.low * factor, self.likely * factor, self.high * factor)

    def quantile(self, share: np.ndarray) -> np.ndarray:
        """(D,) shares in 0..1 -> (D,) values of the triangular distribution, of the logarithms where the range is
        wide."""
        if self.known:
            return np.full_like(share, self.likely)
        if self.wide:
            return np.exp(_triangular(math.log(self.low), math.log(self.likely), math.log(self.high), share))
        return _triangular(self.low, self.likely, self.high, share)

    def as_list(self) -> float | list[float]:
        """For JSON and TOML: one number when known, else three."""
        return self.likely if self.known else [self.low, self.likely, self.high]


def _middle(low: float, high: float) -> float:
    """The likely value of a range of two: geometric where it is wide."""
    return math.sqrt(low * high) if low > 0 and high > WIDE * low else (low + high) / 2


def _triangular(low: float, likely: float, high: float, share: np.ndarray) -> np.ndarray:
    """Inverse of the triangular distribution's cumulative function."""
    span, left, right = high - low, likely - low, high - likely
    rising = low + np.sqrt(share * span * left)
    falling = high - np.sqrt((1 - share) * span * right)
    return np.where(share < left / span, rising, falling)
