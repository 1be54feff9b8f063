"""attend.v1: the mean of all rows, each weighted by softmax.v1 of a score of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import FIXED, Facts, Row
from pinnace.checking.reference.softmax import softmax
from pinnace.checking.reference.values import INT8, INT16, INT32


@dataclass(frozen=True)
class Attend:
    """Values ``source`` (T, C) and ``scores`` (T, 1) in 1/1024 nat give value ``out`` (1, C)."""

    source: int
    scores: int
    out: int
    columns: int

    def run(self, rows: Sequence[Row], scores: Sequence[Row]) -> list[Row]:
        if not rows:
            return [(0,) * self.columns]
        shares = softmax([score for (score,) in scores])
        columns = zip(*rows, strict=True)
        return [tuple(sum(p * x for p, x in zip(shares, column, strict=True)) + (1 << 15) >> 16 for column in columns)]


def read(reader: Reader, facts: Facts) -> Attend:
    source, scores, out = (reader.index(len(facts.values)) for _ in range(3))
    value, score, result = facts.source(source, (INT8, INT16)), facts.source(scores, (INT32,)), facts.values[out]
    if facts.lengths[source] != facts.lengths[scores] or score.columns != 1:
        refuse("package.value")
    if (result.type, result.rows, result.columns) != (value.type, 1, value.columns):
        refuse("package.value")
    facts.write(out, FIXED)
    return Attend(source, scores, out, value.columns)
