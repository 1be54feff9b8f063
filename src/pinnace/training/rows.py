"""Sparse zero-one matrices: one row per text, one column per feature that it has or has not."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pinnace.runtime.text import Grams

Rows: TypeAlias = csr_matrix  # float32 ones


def presence(columns: NDArray[np.int32], offsets: NDArray[np.int64], width: int) -> Rows:
    """(n, width) from the columns of each text's features, -1 for none; no text names a column twice."""
    named = columns >= 0
    ends = np.concatenate([[0], np.cumsum(named)])[offsets]
    columns = columns[named]
    return csr_matrix(
        (np.ones(len(columns), np.float32), columns, ends.astype(np.int32)), shape=(len(offsets) - 1, width)
    )


def spans(offsets: NDArray[np.int64], most: int) -> list[tuple[int, int]]:
    """Consecutive ranges of texts of at most about `most` n-grams each; one empty range when there are no texts."""
    texts = len(offsets) - 1
    edges = np.searchsorted(offsets, np.arange(most, int(offsets[-1]), most), side="left")
    borders = np.unique(np.concatenate([[0], edges, [texts]])).tolist()
    return list(pairwise(borders)) or [(0, 0)]


def occurrences(rows: Rows) -> NDArray[np.float64]:
    """(width,) in how many texts each feature is."""
    return np.bincount(rows.indices, minlength=rows.shape[1]).astype(np.float64)


def select(grams: Grams, texts: NDArray[np.int64]) -> Grams:
    """The grams of some of the texts, in the order given."""
    counts = np.diff(grams.offsets)[texts]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    place = np.arange(offsets[-1]) + np.repeat(grams.offsets[:-1][texts] - offsets[:-1], counts)
    return Grams(grams.ids[place], offsets)


def join(parts: list[Grams]) -> Grams:
    """The texts of all parts, one after the other."""
    if len(parts) == 1:
        return parts[0]
    counts = np.concatenate([np.diff(part.offsets) for part in parts])
    return Grams(
        np.concatenate([part.ids for part in parts]), np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    )
