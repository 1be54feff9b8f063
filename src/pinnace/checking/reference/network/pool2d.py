"""pool2d.v1: pool.v1 of the pixels under a square that goes over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv2d import MOST_SIZE, MOST_STRIDE
from pinnace.checking.reference.network.facts import Facts, Row
from pinnace.checking.reference.network.picture import MOST_SIDE
from pinnace.checking.reference.network.pool import BOTH, pooled
from pinnace.checking.reference.values import INT8, INT16


@dataclass(frozen=True)
class Pool2d:
    """Value ``source`` (down * across, C) gives value ``out`` (results, C), or (results, 2 C): maxima, then means."""

    source: int
    across: int
    size: int
    stride: int
    kind: int
    out: int

    def run(self, pixels: Sequence[Row]) -> list[Row]:
        places = [
            (y, x)
            for y in range(0, len(pixels) // self.across, self.stride)
            for x in range(0, self.across, self.stride)
        ]
        return [pooled(self.window(pixels, y, x), self.kind) for y, x in places]

    def window(self, pixels: Sequence[Row], y: int, x: int) -> list[Row]:
        """The pixels under the square: those that exist."""
        down, back = len(pixels) // self.across, (self.size - 1) // 2
        rows = range(max(y - back, 0), min(y - back + self.size, down))
        columns = range(max(x - back, 0), min(x - back + self.size, self.across))
        return [pixels[row * self.across + column] for row in rows for column in columns]


def read(reader: Reader, facts: Facts) -> Pool2d:
    source, across = reader.index(len(facts.values)), reader.varint(MOST_SIDE)
    size, stride = reader.varint(MOST_SIZE), reader.varint(MOST_STRIDE)
    kind, out = reader.varint(BOTH), reader.index(len(facts.values))
    if not (across and size and stride and kind):
        refuse("package.argument")
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    results = -(-across // stride) * -(-(value.rows // across) // stride)
    if value.rows % across or (result.rows, result.type) != (results, value.type):
        refuse("package.value")
    if result.columns != value.columns * (2 if kind == BOTH else 1):
        refuse("package.value")
    facts.work += result.rows * size**2 * value.columns
    facts.write(out, (result.rows, 1))
    return Pool2d(source, across, size, stride, kind, out)
