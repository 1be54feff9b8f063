"""pool.v1: the maximum, the mean, or both, of each column over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv import LARGEST_SUM
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
        return [pooled(rows, self.kind) if rows else (0,) * self.columns * (2 if self.kind == BOTH else 1)]


def pooled(rows: Sequence[Row], kind: int) -> Row:
    """Of each column over all rows (at least one): the largest, the mean (halves up), or all of these, then those."""
    n, columns = len(rows), list(zip(*rows, strict=True))
    largest = [max(column) for column in columns] if kind & MAX else []
    return tuple(largest + ([(2 * sum(column) + n) // (2 * n) for column in columns] if kind & MEAN else []))


def read(reader: Reader, facts: Facts) -> Pool:
    source, kind, out = reader.index(len(facts.values)), reader.varint(BOTH), reader.index(len(facts.values))
    if not kind:
        refuse("package.argument")
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    parts = 2 if kind == BOTH else 1
    if (result.type, result.rows, result.columns) != (value.type, 1, parts * value.columns):
        refuse("package.value")
    if kind & MEAN and value.rows * (2 * facts.largest[source] + 1) > LARGEST_SUM:
        refuse("package.overflow")
    facts.write(out, FIXED)
    return Pool(source, kind, out, value.columns)
