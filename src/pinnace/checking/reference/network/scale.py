"""scale.v1: each column of all rows, let through by the logistic of one number of a single row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import FIXED, LARGEST, Facts, Row
from pinnace.checking.reference.network.requantise import clamp
from pinnace.checking.reference.network.sigmoid import sigmoid
from pinnace.checking.reference.values import INT8, INT16


@dataclass(frozen=True)
class Scale:
    """Values ``source`` (T, C) and ``gates`` (1, C) in 1/1024 nat give value ``out`` (T, C)."""

    source: int
    gates: int
    out: int
    largest: int

    def run(self, rows: Sequence[Row], gates: Sequence[Row]) -> list[Row]:
        shares = [sigmoid(gate) for gate in gates[0]]
        return [
            tuple(clamp((x * share + (1 << 14)) >> 15, self.largest) for x, share in zip(row, shares, strict=True))
            for row in rows
        ]


def read(reader: Reader, facts: Facts) -> Scale:
    source, gates, out = (reader.index(len(facts.values)) for _ in range(3))
    value, gate, result = facts.source(source, (INT8, INT16)), facts.source(gates, (INT16,)), facts.values[out]
    if facts.lengths[gates] != FIXED or gate.columns != value.columns:
        refuse("package.value")
    if (result.type, result.shape) != (value.type, value.shape):
        refuse("package.value")
    facts.write(out, facts.lengths[source])
    return Scale(source, gates, out, LARGEST[result.type])
