"""pool.v1: the maximum, the mean, or both, of each column over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import FIXED, Facts, Row
from pinnace.checking.reference.values import INT8, INT16

MAX, MEAN, BOTH = 1, 2, 3


@dataclass(frozen=True)
class Pool:
    """Value ``source`` (T, C) gives value ``out`` (1, C), or (1, 2 C): maxima, then means."""

    source: int
    kind: int
    out: int
    columns: int

    def run(self, rows: Sequence[Row]) -> list[Row]:
        n = len(rows)
        columns = list(zip(*rows, strict=True)) if n else []
        largest = [max(column) for column in columns] or [0] * self.columns
        mean = [(2 * sum(column) + n) // (2 * n) for column in columns] or [0] * self.columns
        return [tuple((largest if self.kind & MAX else []) + (mean if self.kind & MEAN else []))]


def read(reader: Reader, facts: Facts) -> Pool:
    source, kind, out = reader.index(len(facts.values)), reader.varint(BOTH), reader.index(len(facts.values))
    if not kind:
        refuse("package.argument")
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    parts = 2 if kind == BOTH else 1
    if (result.type, result.rows, result.columns) != (value.type, 1, parts * value.columns):
        refuse("package.value")
    facts.write(out, FIXED)
    return Pool(source, kind, out, value.columns)
