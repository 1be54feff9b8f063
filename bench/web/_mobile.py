"""A network of pictures with random weights, 96 x 96, some 13 million multiplications: for speed, and for ties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from pinnace.packaging import Network
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT8, INT32
from pinnace.runtime import Package
from pinnace.runtime.picture import View

SIDE, STEM, LABELS = 96, 32, 10
BLOCKS = (
    (32, 1),
    (64, 2),
    (64, 1),
    (128, 2),
    (128, 1),
)  # outputs, stride: a depthwise square and a pointwise layer each
SHIFT = 24


def package(photos: Sequence[bytes] = ()) -> bytes:
    """The bytes. With raw ``photos``, each label is the answer of some: its score's median over them is taken off."""
    first = _package(np.zeros(LABELS, int))
    if not photos:
        return first
    model = Package(first)
    scores = np.array([model.predict_raw(photo).raw_scores for photo in photos])
    return _package(-np.median(scores, 0).astype(int))


def _package(bias: NDArray[np.int64]) -> bytes:
    random = np.random.default_rng(0)
    plan = Network(tuple(f"label {i}" for i in range(LABELS)))
    x, across, columns = plan.picture(View(SIDE, SIDE)), SIDE, 3
    x = _square(plan, x, across, random, columns, STEM, 2)
    across, columns = across // 2, STEM
    for outputs, stride in BLOCKS:
        x = _square(plan, x, across, random, columns, columns, stride, depthwise=True)
        x = plan.conv(x, _weights(random, outputs, columns), **_numbers(outputs, columns), relu=True, kind=INT8)
        across, columns = across // stride, outputs
    pooled = plan.pool(x, "mean")
    return plan.package(
        plan.conv(pooled, _weights(random, LABELS, columns), bias, np.array([1 << 14]), shift=14, kind=INT32)
    )


def _square(
    plan: Network, x: Value, across: int, random: Generator, inputs: int, outputs: int, stride: int, *,
    depthwise: bool = False,
) -> Value:  # fmt: skip
    """3 x 3."""
    terms = 9 if depthwise else 9 * inputs
    weights = _weights(random, 9, inputs) if depthwise else _weights(random, outputs, terms)
    return plan.conv2d(
        x, across, weights, **_numbers(outputs, terms), size=3, stride=stride, relu=True, depthwise=depthwise, kind=INT8
    )


def _numbers(outputs: int, terms: int) -> dict[str, object]:
    """Under which results fill their range: inputs and weights of about 40 and 50 on average."""
    goal = 60 / (40 * 50 * terms**0.5)
    return {"bias": np.zeros(outputs, int), "scale": np.array([round(goal * 2**SHIFT)]), "shift": SHIFT}


def _weights(random: Generator, rows: int, columns: int) -> NDArray[np.int64]:
    return np.clip(np.round(random.normal(0, 50, (rows, columns))), -127, 127).astype(int)
