"""conv2d and depthwise2d, .v1 and .v2: a square of weights that goes over the pixels of a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import mul

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv import LARGEST_SUM
from pinnace.checking.reference.network.depthwise import LARGEST_WEIGHT
from pinnace.checking.reference.network.facts import LARGEST, MOST_DILATION, MOST_SHIFT, Facts, Row
from pinnace.checking.reference.network.picture import MOST_SIDE
from pinnace.checking.reference.network.requantise import requantise
from pinnace.checking.reference.tensors import Dense
from pinnace.checking.reference.values import INT8, INT16

MOST_SIZE, MOST_STRIDE = 7, 4


@dataclass(frozen=True)
class Conv2d:
    """Value ``source`` (down * across, I) gives value ``out``; ``whole``: conv2d, else each column by itself.

    weights: (O, size * size * I) as [output][row][column][input], or (size * size, C).
    """

    whole: bool
    source: int
    across: int
    size: int
    stride: int
    dilation: int
    relu: bool
    shift: int
    weights: Dense
    bias: Row
    scale: Row
    out: int
    largest: int

    def run(self, pixels: Sequence[Row]) -> list[Row]:
        down = len(pixels) // self.across
        places = [(y, x) for y in range(0, down, self.stride) for x in range(0, self.across, self.stride)]
        return [self.result(pixels, down, y, x) for y, x in places]

    def result(self, pixels: Sequence[Row], down: int, y: int, x: int) -> Row:
        seen = self.window(pixels, down, y, x)
        if self.whole:
            totals = [bias + sum(map(mul, row, seen)) for bias, row in zip(self.bias, self.weights.rows, strict=True)]
        else:
            n, columns = len(self.bias), zip(*self.weights.rows, strict=True)
            each = enumerate(zip(self.bias, columns, strict=True))
            totals = [bias + sum(map(mul, column, seen[c::n])) for c, (bias, column) in each]
        scale = self.scale * len(totals) if len(self.scale) == 1 else self.scale
        pairs = zip(totals, scale, strict=True)
        return tuple(requantise(total, m, self.shift, self.largest, self.relu) for total, m in pairs)

    def window(self, pixels: Sequence[Row], down: int, y: int, x: int) -> Row:
        """The numbers under the square, [row][column][input]; zeros outside."""
        taps, nothing = [(i - (self.size - 1) // 2) * self.dilation for i in range(self.size)], (0,) * len(pixels[0])
        found: list[int] = []
        for row, column in ((y + i, x + j) for i in taps for j in taps):
            inside = 0 <= row < down and 0 <= column < self.across
            found += pixels[row * self.across + column] if inside else nothing
        return tuple(found)


def reads(*, whole: bool, dilated: bool = False) -> Callable[[Reader, Facts], Conv2d]:
    """The reader of conv2d (``whole``) or depthwise2d, of .v1 or .v2 (``dilated``)."""
    return lambda reader, facts: read(reader, facts, whole, dilated)


def read(reader: Reader, facts: Facts, whole: bool, dilated: bool) -> Conv2d:
    source, across = reader.index(len(facts.values)), reader.varint(MOST_SIDE)
    size, stride = reader.varint(MOST_SIZE), reader.varint(MOST_STRIDE)
    dilation = reader.varint(MOST_DILATION) if dilated else 1
    relu, shift = reader.varint(1), reader.varint(MOST_SHIFT)
    indices = [reader.index(len(facts.tensors)) for _ in range(3)]
    out = reader.index(len(facts.values))
    if not (across and size and stride and dilation and shift):
        refuse("package.argument")
    weights, bias, scale = facts.dense(indices[0]), facts.row(indices[1]), facts.scale(indices[2])
    value, result = facts.source(source, (INT8, INT16)), facts.values[out]
    if value.rows % across:
        refuse("package.value")
    results = -(-across // stride) * -(-(value.rows // across) // stride)
    if result.type not in (INT8, INT16) or result.rows != results:
        refuse("package.value")
    shape = (result.columns, size**2 * value.columns) if whole else (size**2, value.columns)
    if weights.shape != shape or not (whole or result.columns == value.columns):
        refuse("package.value")
    if len(bias) != result.columns or len(scale) not in (1, result.columns):
        refuse("package.value")
    most = weights.largest_row if whole else size**2 * LARGEST_WEIGHT
    if most * facts.largest[source] + max(map(abs, bias)) > LARGEST_SUM:
        refuse("package.overflow")
    facts.work += result.rows * weights.shape[0] * weights.shape[1]
    if whole:
        facts.pack(result.columns, size, size * value.columns)
    facts.write(out, (result.rows, 1))
    kind = LARGEST[result.type]
    return Conv2d(whole, source, across, size, stride, dilation, bool(relu), shift, weights, bias, scale, out, kind)
