"""The linear model as it is packaged: small integers under hashed n-grams. Training makes it, packaging writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.packaging.writer import write
from pinnace.runtime.text import Grams
from pinnace.training.buckets import bucket_rows

UNIT = 1024  # levels and biases are in 1/1024 nat (Q10)


@dataclass
class SparseLinear:
    """score_d = bias_d + the sum over the distinct kept buckets present in a text of levels[codes[bucket, d]].

    classes     D = 1 for two classes (the score of classes[1]: logistic), else D = len(classes) (softmax)
    words       word n-grams of orders 1 … words
    chars       (shortest, longest) character n-grams, or None
    bits        there are 2^bits buckets; an n-gram g falls into ((g * multiplier) mod 2^32) >> (32 - bits)
    multiplier  odd, below 2^32
    buckets     (K,) uint32, strictly ascending: the kept ones
    codes       (K, D) uint8, an index into levels
    levels      (L,) int16, ascending, L <= 64, Q10
    bias        (D,) int32, Q10
    """

    classes: tuple[str, ...]
    words: int
    chars: tuple[int, int] | None
    bits: int
    multiplier: int
    buckets: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    levels: NDArray[np.int16]
    bias: NDArray[np.int32]

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return int(self.codes.size + self.bias.size)

    @property
    def settings(self) -> dict[str, Any]:
        """What the model card says of it."""
        return {"kept": len(self.buckets), "bits": self.bits, "multiplier": self.multiplier}

    def shipped(self) -> bytes:
        """The bytes of its package."""
        return write(self)

    def scores(self, grams: Grams) -> NDArray[np.int64]:
        """(n, D) exact scores in Q10, as every core computes them."""
        rows = bucket_rows(grams, self.bits, self.multiplier, self.buckets)
        rows.data = np.ones(rows.nnz, np.int64)
        return np.asarray(rows @ self.levels[self.codes].astype(np.int64)) + self.bias.astype(np.int64)
