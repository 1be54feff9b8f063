"""Packages in the shapes of our rungs, of random numbers: the same on every machine, whatever training becomes."""

from __future__ import annotations

import numpy as np

from pinnace.packaging import Network, writer
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT32
from pinnace.runtime.picture import View
from pinnace.training.model import SparseLinear

MULTIPLIER, BITS = 0x9E3779B1, 16
KEPT = 12_000  # n-grams: as many as a package of some 16 KB keeps
LABELS = ("negative", "positive")


def linear() -> bytes:
    """Words and pairs of them, one score."""
    random = np.random.default_rng(0)
    model = SparseLinear(
        classes=LABELS, words=2, chars=None, bits=BITS, multiplier=MULTIPLIER, buckets=_keys(random),
        codes=random.integers(0, 9, (KEPT, 1)).astype(np.uint8), levels=np.arange(-400, 500, 100).astype(np.int16),
        bias=np.zeros(1, np.int32),
    )  # fmt: skip
    return writer.write(model)


def network() -> bytes:
    """256 words x 16, two convolutions over 5 and 3 words to 48 channels, their maximum, one score."""
    random = np.random.default_rng(1)
    plan = Network(LABELS)
    codes = random.integers(0, 16, (KEPT, 16)).astype(np.uint8)
    table = plan.sparse_rows(BITS, _keys(random), codes, np.arange(-75, 85, 10))
    x = plan.embed(table, head=200, tail=56, multiplier=MULTIPLIER)
    x = plan.conv(x, *_weights(random, 48, 5 * 16), width=5, relu=True, shift=20)
    x = plan.conv(x, *_weights(random, 48, 3 * 48), width=3, relu=True, shift=20)
    return plan.package(_score(plan, plan.pool(x, "max"), random))


def picture() -> bytes:
    """32 x 32 pixels, a convolution to 16 channels, two separable ones that halve the sides, their mean, one score."""
    random = np.random.default_rng(2)
    plan = Network(LABELS)
    x = plan.conv2d(plan.picture(View(32, 32)), 32, *_weights(random, 16, 27), size=3, relu=True, shift=20)
    for across, channels in ((32, 32), (16, 64)):
        weights, *others = _weights(random, x.columns, 9)
        x = plan.conv2d(x, across, weights.T, *others, size=3, stride=2, relu=True, shift=17, depthwise=True)
        x = plan.conv(x, *_weights(random, channels, x.columns), relu=True, shift=20)
    return plan.package(_score(plan, plan.pool(x, "mean"), random))


def _score(plan: Network, x: Value, random: np.random.Generator) -> Value:
    return plan.conv(x, *_weights(random, 1, x.columns), shift=12, kind=INT32)


def _keys(random: np.random.Generator) -> np.ndarray:
    return np.sort(random.choice(1 << BITS, KEPT, replace=False)).astype(np.uint32)


def _weights(random: np.random.Generator, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (rows, columns), bias (rows,), scale (1,)."""
    weights = np.clip(np.round(random.normal(0, 30, (rows, columns))), -127, 127).astype(int)
    return weights, random.integers(-1000, 1000, rows), np.array([1500])
