"""Counting n-grams: which ones occur in enough texts to be worth a weight, in bounded memory."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training.native import library
from pinnace.training.rows import Rows, presence

CHUNK = 1 << 24  # identities sorted at once: 64 MB, and as much again for the copy


def vocabulary(grams: Grams, *, least: int, most: int) -> NDArray[np.uint32]:
    """Identities of the n-grams in at least `least` texts, ascending; `least` rises until there are at most `most`."""
    ids, counts = count(grams, least)
    while len(ids) > most:
        least += 1
        kept = counts >= least
        ids, counts = ids[kept], counts[kept]
    return ids


def count(grams: Grams, least: int = 1) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """(identities ascending, in how many texts) of the n-grams in at least `least` texts.

    Works through one slice of the 2^32 identities after the other, so that the sorted copy never exceeds about CHUNK.
    """
    slices = max(1, -(-len(grams.ids) // CHUNK))
    edges = np.linspace(0, 1 << 32, slices + 1).astype(np.uint64)
    found = []
    for low, high in pairwise(edges):
        part = grams.ids if slices == 1 else grams.ids[(grams.ids >= low) & (grams.ids < high)]
        ids, counts = np.unique(part, return_counts=True)
        kept = counts >= least
        found.append((ids[kept], counts[kept]))
    return np.concatenate([ids for ids, _ in found]), np.concatenate([counts for _, counts in found]).astype(np.int64)


def vocabulary_rows(grams: Grams, ids: NDArray[np.uint32]) -> Rows:
    """(n, len(ids)) which of the n-grams `ids` (ascending) each text has."""
    return presence(places(grams.ids, ids), grams.offsets, len(ids))


def places(ids: NDArray[np.uint32], known: NDArray[np.uint32]) -> NDArray[np.int32]:
    """(n,) where each of the ids is in `known` (ascending), -1 when it is not there."""
    bits = max(1, len(known).bit_length() - 1)
    edges = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32 - bits)
    first = np.searchsorted(known.astype(np.uint64), edges).astype(np.int32)
    ids, known, found = np.ascontiguousarray(ids), np.ascontiguousarray(known), np.empty(len(ids), np.int32)
    library().pv_places(ids.ctypes.data, len(ids), known.ctypes.data, first.ctypes.data, bits, found.ctypes.data)
    return found
