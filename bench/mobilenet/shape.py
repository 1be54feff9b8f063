"""The network in floats: its layers, random weights that keep activations in range, and what it answers.

Sandler et al. 2018, "MobileNetV2", table 2, width 0.35 with channels in multiples of 8, normalisation folded in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE, LABELS, WIDTH = 96, 10, 0.35
BLOCKS = (  # expansion, channels, repetitions, stride of the first
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
)  # fmt: skip

Floats = NDArray[np.float32]


@dataclass
class Layer:
    """A convolution over pixels. ``weights`` (outputs, size, size, inputs), (size, size, channels) if ``depthwise``."""

    weights: Floats
    bias: Floats
    stride: int = 1
    depthwise: bool = False
    relu6: bool = True
    residual: int | None = None  # the layer whose result is added to this one's

    @property
    def size(self) -> int:
        return self.weights.shape[0] if self.depthwise else self.weights.shape[1]

    def __call__(self, x: Floats) -> Floats:
        """(down, across, inputs) -> the sums: zeros outside, tap (i, j) at i - (size - 1) // 2."""
        back, s = (self.size - 1) // 2, self.stride
        down, across = -(-x.shape[0] // s), -(-x.shape[1] // s)
        padded = np.pad(x, ((back, self.size), (back, self.size), (0, 0)))
        sums = np.broadcast_to(self.bias, (down, across, len(self.bias))).astype(np.float32)
        for i in range(self.size):
            for j in range(self.size):
                seen = padded[i : i + s * down : s, j : j + s * across : s][:down, :across]
                sums = sums + (seen * self.weights[i, j] if self.depthwise else seen @ self.weights[:, i, j].T)
        return sums


@dataclass
class Model:
    layers: list[Layer]
    weights: Floats  # (LABELS, channels) of the last layer
    bias: Floats

    def run(self, x: Floats) -> list[Floats]:
        """What every layer gives for a picture (SIDE, SIDE, 3) in -1 … 1."""
        results: list[Floats] = []
        for layer in self.layers:
            x = layer(x)
            if layer.relu6:
                x = np.clip(x, 0, 6)
            if layer.residual is not None:
                x = x + results[layer.residual]
            results.append(x)
        return results

    def answer(self, x: Floats) -> Floats:
        """(LABELS,) scores in nat."""
        return self.weights @ self.run(x)[-1].mean((0, 1)) + self.bias


def channels(wanted: float) -> int:
    found = max(8, int(wanted + 4) // 8 * 8)
    return found + 8 if found < 0.9 * wanted else found


def model(seed: int = 0) -> Model:
    random = np.random.default_rng(seed)
    pictures = [x.astype(np.float32) / 127.5 - 1 for x in noise(4, seed + 1)]
    made: list[Layer] = []
    kept: list[list[Floats]] = []  # results of each layer for those pictures
    x: list[Floats] = pictures

    def add(outputs: int, size: int = 1, **more: object) -> None:
        """One more layer, its outputs scaled as batch normalisation would."""
        nonlocal x
        inputs = x[0].shape[2]
        shape = (size, size, inputs) if more.get("depthwise") else (outputs, size, size, inputs)
        layer = Layer(random.normal(size=shape).astype(np.float32), np.zeros(outputs, np.float32), **more)  # type: ignore[arg-type]
        sums = np.concatenate([layer(each).reshape(-1, outputs) for each in x])
        scale = 1 / (sums.std(0) + 1e-3)
        layer.weights *= scale if layer.depthwise else scale[:, None, None, None]
        layer.bias = (random.normal(0, 0.3, outputs) - sums.mean(0) * scale).astype(np.float32)
        x = [np.clip(layer(each), 0, 6) if layer.relu6 else layer(each) for each in x]
        if layer.residual is not None:
            x = [a + b for a, b in zip(x, kept[layer.residual], strict=True)]
        made.append(layer)
        kept.append(x)

    add(channels(32 * WIDTH), 3, stride=2)
    for expansion, wide, repetitions, stride in BLOCKS:
        for n in range(repetitions):
            before, inputs = len(made) - 1, x[0].shape[2]
            if expansion > 1:
                add(inputs * expansion)
            add(x[0].shape[2], 3, stride=stride if n == 0 else 1, depthwise=True)
            add(channels(wide * WIDTH), relu6=False, residual=before if n else None)
    add(1280)
    last = random.normal(0, 6 / 1280**0.5, (LABELS, 1280)).astype(np.float32)
    return Model(made, last, np.zeros(LABELS, np.float32))


def noise(count: int, seed: int) -> list[NDArray[np.uint8]]:
    """Pictures (SIDE, SIDE, 3): smooth coloured noise with grain."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        coarse = random.uniform(0, 255, (7, 7, 3)).repeat(14, 0).repeat(14, 1)[:SIDE, :SIDE]
        found.append(np.clip(coarse + random.normal(0, 30, coarse.shape), 0, 255).astype(np.uint8))
    return found
