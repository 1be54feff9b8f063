"""gate.v1: one half of the columns, let through by the logistic of the other half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import LARGEST, Facts, Row
from pinnace.checking.reference.network.requantise import clamp
from pinnace.checking.reference.network.sigmoid import sigmoid
from pinnace.checking.reference.values import INT8, INT16


@dataclass(frozen=True)
class Gate:
    """Value ``source`` (T, 2 C) = [a | b] gives value ``out`` (T, C); b in 1/1024 nat."""

    source: int
    out: int
    largest: int

    def run(self, rows: Sequence[Row]) -> list[Row]:
        return [self.result(row[: len(row) // 2], row[len(row) // 2 :]) for row in rows]

    def result(self, a: Row, b: Row) -> Row:
        return tuple(clamp((x * sigmoid(y) + (1 << 14)) >> 15, self.largest) for x, y in zip(a, b, strict=True))


def read(reader: Reader, facts: Facts) -> Gate:
    source, out = reader.index(len(facts.values)), reader.index(len(facts.values))
    value, result = facts.source(source, (INT16,)), facts.values[out]
    if result.type not in (INT8, INT16) or (result.rows, 2 * result.columns) != (value.rows, value.columns):
        refuse("package.value")
    facts.write(out, facts.lengths[source])
    return Gate(source, out, LARGEST[result.type])
