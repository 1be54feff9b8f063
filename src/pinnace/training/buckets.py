"""Hashing n-grams into numbered buckets, a few of which are kept: no vocabulary has to be shipped.

Weinberger et al., "Feature hashing for large scale multitask learning" (2009), with a difference: most buckets
are dropped, so an n-gram that was not chosen costs nothing unless it shares a bucket with one that was, and the weights are
fitted with those collisions present.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training.rows import Rows, presence

GOLDEN = 0x9E3779B1  # Knuth's multiplier, 2^32 / phi: the first one tried


def bucket_of(ids: NDArray[np.uint32], bits: int, multiplier: int) -> NDArray[np.uint32]:
    """The bucket of each identity (spec/text.md): the high bits of a product modulo 2^32."""
    return (ids * np.uint32(multiplier)) >> np.uint32(32 - bits)


def bucket_rows(grams: Grams, bits: int, multiplier: int, kept: NDArray[np.uint32]) -> Rows:
    """(n, len(kept)) which of the kept buckets each text has, through any of its n-grams."""
    place = np.full(1 << bits, -1, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    return presence(place[bucket_of(grams.ids, bits, multiplier)], grams.offsets, len(kept), distinct=False)


def bits_for(kept: int) -> int:
    """How many bits of bucket suit a number of kept ones: some 250 buckets for each kept one.

    A doubling costs one bit of each feature's eleven or so and halves the strangers in its bucket; measured on IMDB.
    """
    return int(np.clip(round(np.log2(max(kept, 1)) + 8.0), 8, 24))
