"""Networks made by hand and by chance: what tests package."""

from __future__ import annotations

import random

import numpy as np

from pinnace.packaging import Network
from pinnace.packaging.network import Tensor, Value
from pinnace.packaging.numbers import INT8, INT16, INT32

GOLDEN = 0x9E3779B1


class Chance:
    """Draws a network, operator by operator; every draw of one seed is the same."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.random = np.random.default_rng(seed)
        labels = self.draw.choice((2, 2, 3, 5))
        self.plan = Network(tuple(f"label {i}" for i in range(labels)))
        self.scores = 1 if labels == 2 else labels
        self.parts: list[Value] = []  # of the scores

    def table(self, columns: int) -> Tensor:
        bits, levels = self.draw.randint(8, 10), self.draw.choice((1, 2, 16, 64))
        kept = self.draw.choice((0, 30, 1 << bits)) if self.draw.random() < 0.2 else (1 << bits) * 3 // 4
        keys = np.sort(self.random.choice(1 << bits, kept, replace=False))
        values = np.sort(self.random.choice(np.arange(-90, 91), levels, replace=False))
        return self.plan.sparse_rows(bits, keys, self.random.integers(0, levels, (kept, columns)), values)

    def requantisation(self, rows: int, terms: int, magnitude: int, kind: int) -> dict[str, object]:
        """Bias, scale and shift under which results fill their range, and now and then leave it."""
        shift = self.draw.choice((8, 16, 24, 31))
        goal = {INT8: 60, INT16: 9000, INT32: 3000}[kind] / (magnitude * 60 * max(terms, 1) ** 0.5)
        many = self.draw.choice((1, rows))
        scale = np.clip(self.random.uniform(0.5, 2, many) * goal * 2.0**shift, 0, 2**31 - 1)
        return {
            "bias": self.random.integers(-(10**4), 10**4, rows),
            "scale": scale.astype(np.int64),
            "shift": shift,
        }

    def weights(self, rows: int, columns: int) -> np.ndarray:
        return np.clip(np.round(self.random.normal(0, 50, (rows, columns))), -127, 127).astype(int)

    def conv(self, source: Value, columns: int, kind: int, width: int = 1, **more: int) -> Value:
        terms = width * source.columns
        numbers = self.requantisation(columns, terms, 40 if source.kind == INT8 else 9000, kind)
        return self.plan.conv(source, self.weights(columns, terms), width=width, kind=kind, **numbers, **more)  # type: ignore[arg-type]

    def window(self) -> dict[str, int]:
        return {"stride": self.draw.choice((1, 1, 1, 2, 3)), "dilation": self.draw.choice((1, 1, 2, 5))}

    def depthwise(self, source: Value, kind: int) -> Value:
        width = self.draw.randint(1, 7)
        numbers = self.requantisation(source.columns, width, 40 if source.kind == INT8 else 9000, kind)
        weights = self.weights(width, source.columns)
        return self.plan.depthwise(
            source, weights, kind=kind, relu=self.draw.random() < 0.5, **self.window(), **numbers
        )  # type: ignore[arg-type]

    def layer(self, x: Value) -> Value:
        kind, columns = self.draw.choice((INT8, INT16)), self.draw.choice((1, 3, 8, 16, 33, 40))
        which = self.draw.randrange(4)
        if which == 0:
            return self.depthwise(x, kind)
        if which == 1:
            gated = self.conv(x, 2 * columns, INT16, self.draw.choice((1, 3)))
            return self.plan.gate(gated, kind)
        y = self.conv(x, x.columns, x.kind, self.draw.randint(1, 5))
        if which == 2:
            return self.plan.add(x, y)
        width = self.draw.randint(1, 6)
        return self.conv(y, columns, kind, width, relu=int(self.draw.random() < 0.5), **self.window())

    def pooled(self, x: Value) -> Value:
        how = self.draw.choice(("max", "mean", "both", "attend", "gru"))
        if how == "attend":
            return self.plan.attend(x, self.conv(x, 1, INT32))
        if how == "gru":
            h = self.draw.choice((2, 5, 16))
            numbers = self.requantisation(3 * h, h, 9000, INT16)
            return self.plan.gru(self.conv(x, 3 * h, INT16), self.weights(3 * h, h), **numbers)  # type: ignore[arg-type]
        return self.plan.pool(x, how)

    def build(self) -> bytes:
        plan, draw = self.plan, self.draw
        words, chars = draw.choice(((1, None), (2, None), (0, (2, 3)), (3, (3, 4))))
        reach = {"words": words, "chars": chars, "multiplier": GOLDEN}
        if draw.random() < 0.4:
            bias = self.random.integers(-200, 200, self.scores)
            self.parts.append(plan.gram_sum(self.table(self.scores), bias, **{**reach, "words": max(words, 1)}))
        x = plan.embed(
            self.table(draw.choice((1, 4, 16, 31))), head=draw.choice((0, 1, 7, 20)), tail=draw.choice((1, 3, 9)),
            kind=draw.choice((INT8, INT16)), **reach,
        )  # fmt: skip
        for _ in range(draw.randint(0, 3)):
            x = self.layer(x)
        self.parts.append(self.conv(self.pooled(x), self.scores, INT32))
        while len(self.parts) > 1:
            self.parts.append(plan.add(self.parts.pop(), self.parts.pop()))
        return plan.package(self.parts[0])


def network(seed: int) -> bytes:
    """A package of core level 2."""
    return Chance(seed).build()
