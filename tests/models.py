"""Small models made by hand: what many tests package."""

from __future__ import annotations

import numpy as np

from pinnace.training.model import SparseLinear

GOLDEN = 0x9E3779B1


def model(
    kept: int = 300, classes: int = 2, *, bits: int = 12, levels: int = 9, words: int = 2, seed: int = 0,
    chars: tuple[int, int] | None = None,
) -> SparseLinear:  # fmt: skip
    """Random keys and weights. With few bits every text hits many of them."""
    random = np.random.default_rng(seed)
    columns = 1 if classes == 2 else classes
    return SparseLinear(
        classes=tuple(f"label {i}" for i in range(classes)),
        words=words,
        chars=chars,
        bits=bits,
        multiplier=GOLDEN,
        buckets=np.sort(random.choice(1 << bits, kept, replace=False)).astype(np.uint32),
        codes=random.integers(0, levels, (kept, columns)).astype(np.uint8),
        levels=np.sort(random.choice(np.arange(-900, 900), levels, replace=False)).astype(np.int16),
        bias=random.integers(-200, 200, columns).astype(np.int32),
    )
