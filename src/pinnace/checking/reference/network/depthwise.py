"""depthwise.v1: a convolution over rows, each column by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv import LARGEST_SUM
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
from pinnace.checking.reference.values import INT8, INT16

LARGEST_WEIGHT = 127


@dataclass(frozen=True)
class Depthwise:
    """Value ``source`` (T, C) gives value ``out`` (results, C); weights (width, C)."""

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
        return [self.result(t, rows) for t in range(self.window.results(len(rows)))]

    def result(self, t: int, rows: Sequence[Row]) -> Row:
        found = []
        for c, bias in enumerate(self.bias):
            total = bias
            for tap, place in enumerate(self.window.reads(t, len(rows))):
                if place is not None:
                    total += self.weights.rows[tap][c] * rows[place][c]
            multiplier = self.scale[c] if len(self.scale) > 1 else self.scale[0]
            found.append(requantise(total, multiplier, self.shift, self.largest, self.relu))
        return tuple(found)


def read(reader: Reader, facts: Facts) -> Depthwise:
    source, places = reader.index(len(facts.values)), window(reader)
    relu, shift = reader.varint(1), reader.varint(MOST_SHIFT)
    indices = [reader.index(len(facts.tensors)) for _ in range(3)]
    out = reader.index(len(facts.values))
    check_window(places)
    if not shift:
        refuse("package.argument")
    weights, bias, scale = facts.dense(indices[0]), facts.row(indices[1]), facts.scale(indices[2])
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    if result.type not in (INT8, INT16) or result.rows != places.results(value.rows):
        refuse("package.value")
    if not weights.shape == (places.width, value.columns) == (places.width, result.columns):
        refuse("package.value")
    if len(bias) != result.columns or len(scale) not in (1, result.columns):
        refuse("package.value")
    if places.width * LARGEST_WEIGHT * facts.largest[source] + max(map(abs, bias)) > LARGEST_SUM:
        refuse("package.overflow")
    facts.work += result.rows * places.width * result.columns
    facts.write(out, places.length(facts.lengths[source]))
    return Depthwise(source, places, bool(relu), shift, weights, bias, scale, out, LARGEST[result.type])
