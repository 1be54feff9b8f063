"""Packages whose speed is told, and nothing else: networks with weights by chance, over words and over pictures."""

from __future__ import annotations

import numpy as np

from pinnace.packaging import Network, evidence
from pinnace.packaging.goldens import recorded
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT32
from pinnace.runtime import Package
from pinnace.runtime.picture import View, raw

LABELS = ("no", "yes")
MULTIPLIER = 0x9E3779B1
SHIFT = 24


def words(texts: list[str]) -> bytes:
    """4,096 words x 64, a convolution over 5 of 256 to 64 channels, the maximum, one score; `texts` are its goldens."""
    random = np.random.default_rng(0)
    plan = Network(LABELS)
    keys = np.arange(2**12)  # every word is one of them
    table = plan.sparse_rows(12, keys, random.integers(0, 64, (len(keys), 64)), np.arange(-32, 32) * 4 + 2)
    x = plan.embed(table, head=256, multiplier=MULTIPLIER)
    y = plan.conv(x, _weights(random, 64, 5 * 64), *_numbers(random, 64), width=5, relu=True, shift=SHIFT)
    return _evident(_scored(plan, plan.pool(y, "max"), random), "text", [text.encode() for text in texts])


def picture(side: int = 64) -> bytes:
    """A residual network over side x side pixels: 16 channels, then 32 and 64 at half and a quarter of the size.

    Goldens: three pictures of 240 x 180.
    """
    random = np.random.default_rng(0)
    plan = Network(LABELS)
    x, across = _square(plan, plan.picture(View(side, side)), side, 16, 1, random), side
    for channels, stride in ((16, 1), (32, 2), (64, 2)):
        if stride > 1:
            x, across = _square(plan, x, across, channels, stride, random), across // stride
        inner = _square(plan, x, across, channels, 1, random)
        x = plan.add(x, _square(plan, inner, across, channels, 1, random))
    pictures = random.integers(0, 256, (3, 180, 240, 3), dtype=np.uint8)
    return _evident(_scored(plan, plan.pool(x, "mean"), random), "image", [raw(each) for each in pictures])


def _evident(package: bytes, task: str, cases: list[bytes]) -> bytes:
    return evidence.attach(package, {"card": {"task": task}, "goldens": recorded(Package(package), cases)})


def _square(plan: Network, x: Value, across: int, channels: int, stride: int, random: np.random.Generator) -> Value:
    weights = _weights(random, channels, 9 * x.columns)
    numbers = _numbers(random, channels)
    return plan.conv2d(x, across, weights, *numbers, size=3, stride=stride, relu=True, shift=SHIFT)


def _scored(plan: Network, pooled: Value, random: np.random.Generator) -> bytes:
    bias, scale = np.array([10]), np.array([1_000])
    return plan.package(plan.conv(pooled, _weights(random, 1, pooled.columns), bias, scale, shift=10, kind=INT32))


def _weights(random: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return np.clip(np.round(random.normal(0, 30, (rows, columns))), -127, 127).astype(int)


def _numbers(random: np.random.Generator, channels: int) -> tuple[np.ndarray, np.ndarray]:
    """Bias (channels,) and scale (1,)."""
    return random.integers(-1_000, 1_000, channels), np.array([3_000])
