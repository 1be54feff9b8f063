"""Good packages, small and readable: attacks damage them, fuzzing grows from them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pinnace import packaging

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
    return {name: packaging.write(model) for name, model in models.items()}
