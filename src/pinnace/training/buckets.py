"""Hashing n-grams into numbered buckets, a few of which are kept: no vocabulary has to be shipped.

Weinberger et al., "Feature hashing for large scale multitask learning" (2009), with a difference: most buckets
are dropped, so an n-gram that was not chosen costs nothing unless it shares a bucket with one that was, and the weights
are fitted with those collisions present.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from pinnace.runtime.text import Grams
from pinnace.training.native import library
from pinnace.training.rows import Rows, spans

GOLDEN = 0x9E3779B1  # Knuth's multiplier, 2^32 / phi
AT_ONCE = 1 << 22  # n-grams looked up at a time


def bucket_of(ids: NDArray[np.uint32], bits: int, multiplier: int) -> NDArray[np.uint32]:
    """The bucket of each identity (spec/text.md): the high bits of a product modulo 2^32."""
    return (ids * np.uint32(multiplier)) >> np.uint32(32 - bits)


def bucket_rows(grams: Grams, bits: int, multiplier: int, kept: NDArray[np.uint32]) -> Rows:
    """(n, len(kept)) which of the kept buckets each text has, through any of its n-grams."""
    place = np.full(1 << bits, -1, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    parts = []
    for start, stop in spans(grams.offsets, AT_ONCE):
        ids = np.ascontiguousarray(grams.ids[grams.offsets[start] : grams.offsets[stop]])
        starts = grams.offsets[start : stop + 1] - grams.offsets[start]
        seen, columns, ends = np.full(len(kept), -1, np.int32), np.empty(len(ids), np.int32), np.empty_like(starts)
        library().pv_present(
            ids.ctypes.data,
            starts.ctypes.data,
            stop - start,
            multiplier,
            bits,
            place.ctypes.data,
            seen.ctypes.data,
            columns.ctypes.data,
            ends.ctypes.data,
        )
        ones = np.ones(int(ends[-1]), np.float32)
        shape = (stop - start, len(kept))
        parts.append(csr_matrix((ones, columns[: len(ones)].copy(), ends.astype(np.int32)), shape=shape))
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr", dtype=np.float32)


def bits_for(kept: int) -> int:
    """How many bits of bucket suit a number of kept ones: 2^20 for 2,700 to 6,000, 2^22 for 23,000.

    A doubling costs one bit of each feature's eleven or so and halves the strangers in its bucket; measured on IMDB,
    where one more or one less makes little difference.
    """
    return int(np.clip(round(0.85 * np.log2(max(kept, 1)) + 9.85), 8, 24))
