"""Which n-grams have a row in a network's table, and where a text meets them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.sequences import Sequences
from pinnace.training.buckets import GOLDEN, bits_for, bucket_of
from pinnace.training.features import Features
from pinnace.training.ranking import Ranking

USUAL = 0.25  # of the mean weight: what an n-gram counts beside its own, for networks also need words like "not very"


@dataclass(frozen=True)
class Reading:
    """What a network reads of a text: its first `head` and last `tail` words, as n-grams of these kinds."""

    head: int = 384
    tail: int = 128
    words: int = 1
    chars: tuple[int, int] | None = None


def like(features: Features) -> Reading:
    """Letters where they have paid for linear rungs, pairs of words where three at once have."""
    return Reading(words=max(features.words - 1, 1), chars=features.chars)


@dataclass(frozen=True)
class Keys:
    """kept (K,) uint32 keys below 2^bits, ascending; counts (K,) positions of the training texts that meet each."""

    reading: Reading
    bits: int
    kept: NDArray[np.uint32]
    counts: NDArray[np.int64]
    multiplier: int = GOLDEN

    def ids(self, grams: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The row of each n-gram, from 1; 0 for none. Same shape."""
        keys = bucket_of(grams, self.bits, self.multiplier)
        place = np.minimum(np.searchsorted(self.kept, keys), max(len(self.kept) - 1, 0))
        found = (self.kept[place] == keys) if len(self.kept) else np.zeros(keys.shape, bool)
        return np.where(found, place + 1, 0).astype(np.int32)


def choose(read: Sequences, reading: Reading, kept: int, known: Ranking | None = None, bits: int | None = None) -> Keys:
    """Keep the `kept` n-grams that move a linear model most, or without one those that occur most often."""
    ids, counts = np.unique(all_grams(read), return_counts=True)
    worth = np.sqrt(counts.astype(np.float64))
    if known is not None and len(known.ids):
        values = known.weights.values
        size = np.abs(values - (values.mean(1, keepdims=True) if values.shape[1] > 1 else 0.0)).max(1)
        place = np.minimum(np.searchsorted(known.ids, ids), len(known.ids) - 1)
        worth *= np.where(known.ids[place] == ids, size[place] + USUAL * size.mean(), USUAL * size.mean())
    bits = bits or bits_for(kept)
    best = ids[np.argsort(-worth, kind="stable")[:kept]]
    keys = np.unique(bucket_of(best, bits, GOLDEN))
    met = Keys(reading, bits, keys, np.zeros(len(keys), np.int64)).ids(ids)
    return Keys(reading, bits, keys, np.bincount(met, weights=counts, minlength=len(keys) + 1)[1:].astype(np.int64))


def leanings(keys: Keys, known: Ranking) -> NDArray[np.float64]:
    """(K, D) what a linear model makes of each row: the weights of its n-grams."""
    rows = np.zeros((len(keys.kept) + 1, known.weights.values.shape[1]))
    np.add.at(rows, keys.ids(known.ids), known.weights.values)
    return rows[1:]


def all_grams(read: Sequences) -> NDArray[np.uint32]:
    """Every n-gram at every position."""
    parts = [read.words[read.reach > order, order] for order in range(read.words.shape[1])]
    return np.concatenate([*parts, read.chars])
