"""Networks over pictures, made by chance: what tests package."""

from __future__ import annotations

import random

import numpy as np

from pinnace.packaging import Network
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT8, INT16, INT32
from pinnace.runtime.picture import FITS, View

# Seeds of the few whose depthwise operators are over bytes of 16 and more columns: these have a loop of their own.
DEEP = (53, 60, 82, 87, 114, 151, 152, 173)
LATER_DEEP = (152, 227, 253, 353, 382, 452, 484, 526)  # the same of later_network, with a dilation


class Chance:
    """Draws a network of core level 2, operator by operator; every draw of one seed is the same."""

    steps = 4  # operators to choose from

    def __init__(self, seed: int) -> None:
        self.draw, self.random = random.Random(seed), np.random.default_rng(seed)
        self.labels = self.draw.choice((2, 3, 5))
        self.plan = Network(tuple(f"label {i}" for i in range(self.labels)))

    def requantisation(self, outputs: int, terms: int, magnitude: int, kind: int) -> dict[str, object]:
        """Bias, scale and shift under which results fill their range, and now and then leave it."""
        shift = self.draw.choice((8, 16, 24, 31))
        goal = {INT8: 60, INT16: 9000, INT32: 3000}[kind] / (magnitude * 60 * terms**0.5)
        scale = np.clip(self.random.uniform(0.5, 2, self.draw.choice((1, outputs))) * goal * 2.0**shift, 0, 2**31 - 1)
        return {"bias": self.random.integers(-(10**4), 10**4, outputs), "scale": scale.astype(np.int64), "shift": shift}

    def weights(self, rows: int, columns: int) -> np.ndarray:
        return np.clip(np.round(self.random.normal(0, 50, (rows, columns))), -127, 127).astype(int)

    def square(self, x: Value, across: int, *, depthwise: bool) -> tuple[Value, int]:
        size, stride, kind = self.draw.randint(1, 5), self.draw.choice((1, 1, 2, 3)), self.draw.choice((INT8, INT16))
        terms = size**2 * (1 if depthwise else x.columns)
        outputs = x.columns if depthwise else self.draw.choice((1, 7, 32, 40))
        weights = self.weights(size**2, x.columns) if depthwise else self.weights(outputs, terms)
        numbers = self.requantisation(outputs, terms, 40 if x.kind == INT8 else 9000, kind)
        relu = self.draw.random() < 0.5
        place = {"size": size, "stride": stride, "dilation": self.dilation(), "depthwise": depthwise}
        y = self.plan.conv2d(x, across, weights, relu=relu, kind=kind, **place, **numbers)  # type: ignore[arg-type]
        return y, -(-across // stride)

    def dilation(self) -> int:
        return 1

    def point(self, x: Value, columns: int, kind: int) -> Value:
        numbers = self.requantisation(columns, x.columns, 40 if x.kind == INT8 else 9000, kind)
        return self.plan.conv(x, self.weights(columns, x.columns), kind=kind, **numbers)  # type: ignore[arg-type]

    def step(self, which: int, x: Value, across: int) -> tuple[Value, int]:
        if which < 2:
            return self.square(x, across, depthwise=which == 1)
        if which == 2:
            return self.plan.add(x, self.point(x, x.columns, x.kind)), across
        return self.point(x, self.draw.choice((3, 33)), self.draw.choice((INT8, INT16))), across

    def build(self) -> bytes:
        draw = self.draw
        across = draw.choice((1, 5, 8, 16, 19))
        view = View(across, draw.choice((1, 7, 8, 16)), draw.choice(FITS), (draw.randrange(256), 0, 99))
        return self.plan.package(self.scores(self.plan.picture(view), across))

    def scores(self, x: Value, across: int) -> Value:
        for _ in range(self.draw.randint(1, 3)):
            x, across = self.step(self.draw.randrange(self.steps), x, across)
        pooled = self.plan.pool(x, self.draw.choice(("max", "mean", "both")))
        return self.point(pooled, 1 if self.labels == 2 else self.labels, INT32)


class Later(Chance):
    """With the operators of core level 3."""

    steps = 6

    def dilation(self) -> int:
        return self.draw.choice((1, 2, 3))

    def step(self, which: int, x: Value, across: int) -> tuple[Value, int]:
        if which < 4:
            return super().step(which, x, across)
        if which == 5:
            return self.squeeze(x), across
        how, stride = self.draw.choice(("max", "mean", "both")), self.draw.choice((1, 2, 3))
        return self.plan.pool2d(x, across, how, size=self.draw.randint(1, 5), stride=stride), -(-across // stride)

    def squeeze(self, x: Value) -> Value:
        mean = self.plan.pool(x, "mean")
        inner = self.point(mean, self.draw.choice((1, 4, 9)), self.draw.choice((INT8, INT16)))
        return self.plan.scale(x, self.point(inner, x.columns, INT16))


class Mirrored(Later):
    """With the same layers over the picture and over its mirror image: tensors are there once, and packed once."""

    def scores(self, x: Value, across: int) -> Value:
        drawn, numbers = self.draw.getstate(), self.random.bit_generator.state
        found = super().scores(x, across)
        self.draw.setstate(drawn)
        self.random.bit_generator.state = numbers
        return self.plan.add(found, super().scores(self.plan.mirror(x, across), across))


class Twice(Chance):
    """With the same tensors under other shifts, and over numbers that may be negative and such that are not."""

    def scores(self, x: Value, across: int) -> Value:
        square = {"size": 3, "bias": np.arange(8) * 900 - 3000, "scale": np.array([9]), "shift": 8}
        weights, last = self.weights(8, 27), self.weights(1 if self.labels == 2 else self.labels, 8)
        maps = [self.plan.conv2d(x, across, weights, relu=relu, **square) for relu in (True, False)]  # type: ignore[arg-type]
        inner = {"weights": self.weights(8, 8), "bias": np.arange(8) * 70 - 300, "scale": np.array([40])}
        deep = [self.plan.conv(x, shift=shift, **inner) for x in maps for shift in (13, 12)]  # type: ignore[arg-type]
        scale = {"bias": np.arange(len(last)), "scale": np.array([1]), "shift": 3, "kind": INT32}
        each = [self.plan.conv(self.plan.pool(y, "mean"), last, **scale) for y in deep]  # type: ignore[arg-type]
        return self.plan.add(self.plan.add(each[0], each[1]), self.plan.add(each[2], each[3]))


def twice_network(seed: int) -> bytes:
    """A package of the task image whose tensors are packed in several ways."""
    return Twice(seed).build()


def mirrored_network(seed: int) -> bytes:
    """A package of the task image that looks at both sides."""
    return Mirrored(seed).build()


def later_network(seed: int) -> bytes:
    """A package of the task image that needs core level 3."""
    return Later(seed).build()


def image_network(seed: int) -> bytes:
    """A package of the task image."""
    return Chance(seed).build()
