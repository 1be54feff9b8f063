"""From data to pixels, and which values deserve a tick."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pinnace.charts.figure import Axis

FEWEST = 3  # ticks at powers of ten and their halves that make a scale
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # times a power of ten: distances of ticks that read well


@dataclass(frozen=True)
class Scale:
    """An axis laid over the pixels from `start` (its low end) to `end` (its high end)."""

    axis: Axis
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value; values outside the axis land on its ends."""
        low, high, at = self.axis.low, self.axis.high, min(max(value, self.axis.low), self.axis.high)
        if self.axis.log:
            low, high, at = math.log(low), math.log(high), math.log(at)
        share = (at - low) / (high - low) if high > low else 0.5
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """(value, label) of at most `most` ticks, ascending."""
        if self.axis.ticks:
            return list(self.axis.ticks)
        values = _decades(self.axis, most) if self.axis.log else _round(self.axis, most)
        return [(value, self.axis.show(value)) for value in values]


def _round(axis: Axis, most: int) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten, within the axis."""
    span = axis.high - axis.low
    if span <= 0:
        return [axis.low]
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * s for s in STEPS if power * s >= rough * (1 - 1e-9))
    first, last = math.ceil(axis.low / step - 1e-9), math.floor(axis.high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]


def _decades(axis: Axis, most: int) -> list[float]:
    """1, 2 and 5 times powers of ten within a logarithmic axis; only powers when there is no room for all."""
    low, high = math.floor(math.log10(axis.low)), math.ceil(math.log10(axis.high))
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [f * 10.0**p for p in range(low, high + 1) for f in factors]
        inside = [value for value in found if axis.low * (1 - 1e-9) <= value <= axis.high * (1 + 1e-9)]
        if len(inside) <= most:
            break
    if len(inside) < FEWEST:  # a narrow axis: plain round numbers are nearer
        return _round(axis, most)
    return inside[:: -(-len(inside) // most)]
