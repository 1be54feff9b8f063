"""conv.v1: a convolution over rows; of width 1 and over one row it is a fully connected layer."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import (
    LARGEST,
    MOST_SHIFT,
    Facts,
    Row,
    Window,
    check_window,
    window,
)
from pinnace.checking.reference.network.requantise import requantise
from pinnace.checking.reference.tensors import Dense
from pinnace.checking.reference.values import INT8, INT16, INT32

LARGEST_SUM = 0x7FFFFFFF


@dataclass(frozen=True)
class Conv:
    """Value ``source`` (T, I) gives value ``out`` (results, O); weights (O, width * I): [output][tap][input]."""

    source: int
    window: Window
    relu: bool
    shift: int
    weights: Dense
    bias: Row
    scale: Row
    out: int
    largest: int

    def run(self, rows: Sequence[Row]) -> list[Row]:
        found: list[Row] = []
        for t in range(self.window.results(len(rows))):
            total = list(self.bias)
            for tap, place in enumerate(self.window.reads(t, len(rows))):
                if place is not None:
                    total = [a + b for a, b in zip(total, products(self.weights, tap, rows[place]), strict=True)]
            found.append(self.requantised(total))
        return found

    def requantised(self, total: Sequence[int]) -> Row:
        scale = self.scale * len(total) if len(self.scale) == 1 else self.scale
        each = zip(total, scale, strict=True)
        return tuple(requantise(x, m, self.shift, self.largest, self.relu) for x, m in each)


@functools.lru_cache(maxsize=1 << 14)  # a text repeats its words, and an explanation repeats the text
def products(weights: Dense, tap: int, row: Row) -> Row:
    """(O,) what one row adds to each output through one tap."""
    return tuple(sum(map(mul, part, row)) for part in taps(weights, tap, len(row)))


@functools.lru_cache(maxsize=1 << 10)
def taps(weights: Dense, tap: int, columns: int) -> list[Row]:
    """(O, columns) the weights of one tap."""
    return [row[tap * columns : (tap + 1) * columns] for row in weights.rows]


def read(reader: Reader, facts: Facts) -> Conv:
    source, places = reader.index(len(facts.values)), window(reader)
    relu, shift = reader.varint(1), reader.varint(MOST_SHIFT)
    indices = [reader.index(len(facts.tensors)) for _ in range(3)]
    out = reader.index(len(facts.values))
    check_window(places)
    if not shift:
        refuse("package.argument")
    weights, bias, scale = facts.dense(indices[0]), facts.row(indices[1]), facts.scale(indices[2])
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    if result.type not in (INT8, INT16, INT32) or result.rows != places.results(value.rows):
        refuse("package.value")
    if weights.shape != (result.columns, places.width * value.columns):
        refuse("package.value")
    if len(bias) != result.columns or len(scale) not in (1, result.columns):
        refuse("package.value")
    largest = weights.largest_row * facts.largest[source] + max(map(abs, bias))
    if largest > LARGEST_SUM:
        refuse("package.overflow")
    facts.work += value.rows * weights.shape[0] * weights.shape[1]
    facts.pack(result.columns, places.width, value.columns)
    most = LARGEST[result.type]
    if result.type == INT32:  # scores can be added up
        most = min(most, (largest * max(scale) + (1 << (shift - 1))) >> shift)
    facts.write(out, places.length(facts.lengths[source]), most)
    return Conv(source, places, bool(relu), shift, weights, bias, scale, out, LARGEST[result.type])
