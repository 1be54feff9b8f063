"""Good packages, small and readable: attacks damage them, fuzzing grows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pinnace import packaging
from pinnace.packaging.network import Tensor
from pinnace.packaging.numbers import INT8, INT16, INT32
from pinnace.runtime.picture import View

MULTIPLIER = 0x9E3779B1


def _levels() -> np.ndarray:
    return np.array([-900, -300, 0, 200, 700], np.int16)


@dataclass
class Linear:
    """What `pinnace.packaging.write` wants of a model; random weights, always the same."""

    classes: tuple[str, ...] = ("bad", "good")
    rows: int = 40
    words: int = 2
    chars: tuple[int, int] | None = None
    bits: int = 10
    multiplier: int = MULTIPLIER
    levels: np.ndarray = field(default_factory=_levels)
    seed: int = 0

    def __post_init__(self) -> None:
        random = np.random.default_rng(self.seed)
        columns = 1 if len(self.classes) == 2 else len(self.classes)
        self.buckets = np.sort(random.choice(1 << self.bits, self.rows, replace=False)).astype(np.uint32)
        self.codes = random.integers(0, len(self.levels), (self.rows, columns)).astype(np.uint8)
        self.bias = random.integers(-200, 200, columns).astype(np.int32)


def package() -> bytes:
    """Two labels, word n-grams: the package that most attacks start from."""
    return packaging.write(Linear())


def packages() -> dict[str, bytes]:
    """One of each shape: two labels and many, words and characters, few keys and every key, one level and 64."""
    many = tuple(f"label {i}" for i in range(12))
    every = np.arange(-32, 32, dtype=np.int16) * 30
    models = {
        "two-labels": Linear(),
        "three-labels": Linear(classes=("a", "b", "c"), rows=60),
        "many-labels": Linear(classes=many, rows=30),
        "long-words": Linear(words=4, rows=80),
        "characters": Linear(words=0, chars=(1, 8), rows=100),
        "both": Linear(words=3, chars=(2, 4), rows=100, bits=12),
        "every-key": Linear(words=4, chars=(1, 3), rows=256, bits=8),
        "no-key": Linear(rows=0),
        "one-level": Linear(levels=np.array([500], np.int16)),
        "all-levels": Linear(levels=every, rows=200, bits=11),
    }
    return {name: packaging.write(model) for name, model in models.items()} | networks()


def networks() -> dict[str, bytes]:
    """Core level 2: every operator of spec/ops.md in one of them."""
    return {"convolution": convolution(), "separable": separable(), "recurrent": recurrent(), "squeezed": squeezed()}


def _table(plan: packaging.Network, columns: int) -> Tensor:
    random = np.random.default_rng(columns)
    keys = np.sort(random.choice(256, 60, replace=False))
    return plan.sparse_rows(8, keys, random.integers(0, 5, (60, columns)), np.array([-60, -20, 0, 15, 50]))


def _layer(rows: int, columns: int, scale: int, each: int = 1, shift: int = 12) -> dict[str, Any]:
    random = np.random.default_rng(rows * columns)
    return {
        "weights": np.round(random.normal(0, 40, (rows, columns))).clip(-127, 127).astype(int),
        "bias": random.integers(-500, 500, each),
        "scale": np.array([scale]),
        "shift": shift,
    }


def convolution() -> bytes:
    """Words, a window of three, the maximum."""
    plan = packaging.Network(("bad", "good"))
    x = plan.embed(_table(plan, 6), head=5, tail=3, multiplier=MULTIPLIER)
    x = plan.conv(x, width=3, relu=True, **_layer(9, 18, 30, 9))
    return plan.package(plan.conv(plan.pool(x, "max"), kind=INT32, **_layer(1, 9, 900)))


def separable() -> bytes:
    """Three labels; words and characters, gated, attended to, and a linear score beside it."""
    plan = packaging.Network(("a", "b", "c"))
    grams = {"words": 2, "chars": (2, 3), "multiplier": MULTIPLIER}
    linear = plan.gram_sum(_table(plan, 3), np.array([1, 2, 3]), **grams)
    x = plan.embed(_table(plan, 5), head=9, kind=INT16, **grams)
    x = plan.depthwise(x, stride=2, dilation=2, kind=INT8, **_layer(3, 5, 90, 5))
    x = plan.gate(plan.conv(x, kind=INT16, **_layer(8, 5, 9000, 8)), INT8)
    x = plan.add(x, x)
    x = plan.attend(x, plan.conv(x, kind=INT32, **_layer(1, 4, 2000)))
    return plan.package(plan.add(plan.conv(x, kind=INT32, **_layer(3, 4, 900, 3)), linear))


def recurrent() -> bytes:
    """A recurrent unit, and both pools of what it reads."""
    plan = packaging.Network(("bad", "good"))
    x = plan.conv(
        plan.embed(_table(plan, 4), head=4, tail=4, multiplier=MULTIPLIER), kind=INT16, **_layer(9, 4, 9000, 9)
    )
    state = plan.conv(plan.gru(x, **_layer(9, 3, 40, 9)), kind=INT16, **_layer(2, 3, 30, 2))
    both = plan.conv(plan.pool(x, "both"), kind=INT16, **_layer(2, 18, 30, 2))
    return plan.package(plan.conv(plan.add(state, both), kind=INT32, **_layer(1, 2, 40)))


def squeezed() -> bytes:
    """Core level 3: words, their columns gated by the means of all, in memory that values share."""
    plan = packaging.Network(("bad", "good"))
    x = plan.conv(plan.embed(_table(plan, 6), head=5, tail=3, multiplier=MULTIPLIER), **_layer(9, 6, 60, 9))
    gates = plan.conv(plan.conv(plan.pool(x, "mean"), **_layer(4, 9, 60, 4)), kind=INT16, **_layer(9, 4, 30000, 9))
    x = plan.conv(plan.scale(x, gates), width=3, relu=True, **_layer(5, 27, 30, 5))
    return plan.package(plan.conv(plan.pool(x, "max"), kind=INT32, **_layer(1, 5, 900)))


def pictures() -> dict[str, bytes]:
    """Every operator over pixels: as core level 2 has them, and with those of level 3."""
    return {"picture": picture(later=False), "later-picture": picture(later=True)}


def picture(*, later: bool) -> bytes:
    """A picture of 9 x 7 pixels: windows, a residual, pools; ``later``: dilation, gates, memory that values share."""
    plan = packaging.Network(("a", "b", "c"))
    place: dict[str, Any] = {"size": 3, "dilation": 2 if later else 1, "relu": True}
    x = plan.conv2d(plan.picture(View(9, 7)), 9, **place, **_layer(17, 27, 60, 17))
    x = plan.add(x, plan.conv2d(x, 9, depthwise=True, **place, **_layer(9, 17, 90, 17)))
    if later:
        x = plan.pool2d(x, 9, "max", size=3, stride=2)
        x = plan.scale(x, plan.conv(plan.pool(x, "mean"), kind=INT16, **_layer(17, 17, 9000, 17)))
    return plan.package(plan.conv(plan.pool(x, "both"), kind=INT32, **_layer(3, 34, 300, 3)), share=later)
