"""gru.v1: a gated recurrent unit over all rows; its last state (K. Cho et al., 2014, in the form of PyTorch's GRU)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.conv import LARGEST_SUM
from pinnace.checking.reference.network.facts import FIXED, LARGEST, MOST_SHIFT, Facts, Row
from pinnace.checking.reference.network.requantise import clamp, requantise
from pinnace.checking.reference.network.sigmoid import sigmoid, tanh
from pinnace.checking.reference.tensors import Dense
from pinnace.checking.reference.values import INT16

ONE, HALF = 1 << 15, 1 << 14
STATE = LARGEST[INT16]


@dataclass(frozen=True)
class Gru:
    """Value ``source`` (T, 3 H) = [r | z | n] in 1/1024 nat gives value ``out`` (1, H), in 2^-15; weights (3 H, H)."""

    source: int
    weights: Dense
    bias: Row
    scale: Row
    shift: int
    out: int
    width: int

    def run(self, rows: Sequence[Row]) -> list[Row]:
        state: Row = (0,) * self.width
        for row in rows:
            state = self.step(row, state)
        return [state]

    def step(self, row: Row, state: Row) -> Row:
        scale = self.scale * len(self.bias) if len(self.scale) == 1 else self.scale
        sums = [
            bias + sum(map(mul, weights, state)) for bias, weights in zip(self.bias, self.weights.rows, strict=True)
        ]
        u = [requantise(x, m, self.shift, STATE) for x, m in zip(sums, scale, strict=True)]
        h, found = self.width, []
        for i in range(h):
            r, z = sigmoid(row[i] + u[i]), sigmoid(row[h + i] + u[h + i])
            n = tanh(row[2 * h + i] + (r * u[2 * h + i] + HALF >> 15))
            found.append(clamp((ONE - z) * n + z * state[i] + HALF >> 15, STATE))
        return tuple(found)


def read(reader: Reader, facts: Facts) -> Gru:
    source = reader.index(len(facts.values))
    indices = [reader.index(len(facts.tensors)) for _ in range(3)]
    shift, out = reader.varint(MOST_SHIFT), reader.index(len(facts.values))
    if not shift:
        refuse("package.argument")
    weights, bias, scale = facts.dense(indices[0]), facts.row(indices[1]), facts.scale(indices[2])
    value, result = facts.source(source, (INT16,)), facts.values[out]
    h = result.columns
    if (result.type, result.rows, 3 * h) != (INT16, 1, value.columns) or weights.shape != (3 * h, h):
        refuse("package.value")
    if len(bias) != 3 * h or len(scale) not in (1, 3 * h):
        refuse("package.value")
    if weights.largest_row * STATE + max(map(abs, bias)) > LARGEST_SUM:
        refuse("package.overflow")
    facts.work += value.rows * 3 * h * h
    facts.pack(3 * h, 1, h)
    facts.write(out, FIXED)
    return Gru(source, weights, bias, scale, shift, out, h)
