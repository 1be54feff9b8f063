"""add.v1: the sum of two values, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv import LARGEST_SUM
from pinnace.checking.reference.network.facts import LARGEST, Facts, Row
from pinnace.checking.reference.network.requantise import clamp
from pinnace.checking.reference.values import INT8, INT16, INT32


@dataclass(frozen=True)
class Add:
    """Values ``a`` and ``b`` give value ``out``, all of one shape and type."""

    a: int
    b: int
    out: int
    largest: int

    def run(self, a: Sequence[Row], b: Sequence[Row]) -> list[Row]:
        return [
            tuple(clamp(x + y, self.largest) for x, y in zip(left, right, strict=True))
            for left, right in zip(a, b, strict=True)
        ]


def read(reader: Reader, facts: Facts) -> Add:
    a, b, out = (reader.index(len(facts.values)) for _ in range(3))
    left, right, result = (
        facts.source(a, (INT8, INT16, INT32)),
        facts.source(b, (INT8, INT16, INT32)),
        facts.values[out],
    )
    if facts.lengths[a] != facts.lengths[b] or left.shape != right.shape or left.shape != result.shape:
        refuse("package.value")
    if left.type != right.type or left.type != result.type:
        refuse("package.value")
    largest = LARGEST[result.type]
    if result.type == INT32:  # scores are never clamped here: the sum fits
        largest = facts.largest[a] + facts.largest[b]
        if largest > LARGEST_SUM:
            refuse("package.overflow")
    facts.write(out, facts.lengths[a], largest)
    return Add(a, b, out, largest)
