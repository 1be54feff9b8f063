"""mirror.v1: the pixels of each row from the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import Facts, Row
from pinnace.checking.reference.network.picture import MOST_SIDE
from pinnace.checking.reference.values import INT8, INT16


@dataclass(frozen=True)
class Mirror:
    """Value ``source`` (down * across, C) gives value ``out`` of the same shape."""

    source: int
    across: int
    out: int

    def run(self, pixels: Sequence[Row]) -> list[Row]:
        begins = range(0, len(pixels), self.across)
        return [pixel for begin in begins for pixel in reversed(pixels[begin : begin + self.across])]


def read(reader: Reader, facts: Facts) -> Mirror:
    source, across = reader.index(len(facts.values)), reader.varint(MOST_SIDE)
    out = reader.index(len(facts.values))
    if not across:
        refuse("package.argument")
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    if value.rows % across or (result.type, result.shape) != (value.type, value.shape):
        refuse("package.value")
    facts.write(out, facts.lengths[source])
    return Mirror(source, across, out)
