"""What a network learns from: texts as the table rows that their words meet, in order, with targets and weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.sequences import Sequences
from pinnace.training.networks.keys import Keys
from pinnace.training.rows import Rows

BATCH_POSITIONS = 1 << 14  # of a batch, padding included: bounds memory
BATCH_TEXTS = 64


@dataclass(frozen=True)
class Lessons:
    """n texts. Rows of the table by position, the positions of each text one after the other.

    ids            rows met, from 1; those of position p are ids[position_offsets[p]:position_offsets[p + 1]]
    offsets        (n + 1,) positions of each text
    targets        (n, D) probabilities; weights (n,) of texts
    sparse         (n, K) which features of a hybrid's linear part each text has, or None
    given          (n, D) scores that a network learns to add to, or None
    """

    ids: NDArray[np.int32]
    position_offsets: NDArray[np.int64]
    offsets: NDArray[np.int64]
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]
    sparse: Rows | None = None
    given: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.offsets)


@dataclass(frozen=True)
class Batch:
    """ids (B, T, G) and mask (B, T, 1) of B texts; features of linear parts with offsets, as embedding_bag has."""

    ids: NDArray[np.int32]
    mask: NDArray[np.float32]
    features: NDArray[np.int64]
    feature_offsets: NDArray[np.int64]
    given: NDArray[np.float64] | None
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]


def lessons(
    read: Sequences,
    keys: Keys,
    targets: NDArray[np.float64],
    weights: NDArray[np.float64],
    sparse: Rows | None = None,
    given: NDArray[np.float64] | None = None,
) -> Lessons:
    """Look the n-grams up: those without a row vanish, their positions stay."""
    orders = read.words.shape[1]
    words = keys.ids(read.words)
    for order in range(1, orders):
        words[read.reach <= order, order] = 0
    chars = keys.ids(read.chars)
    position = np.concatenate(
        [np.repeat(np.arange(len(words)), orders), np.repeat(np.arange(len(words)), np.diff(read.char_offsets))]
    )
    ids = np.concatenate([words.ravel(), chars])
    met = np.flatnonzero(ids)
    by_position = np.argsort(position[met], kind="stable")
    counts = np.bincount(position[met], minlength=len(words))
    return Lessons(
        ids[met][by_position],
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        read.offsets,
        targets,
        weights,
        sparse,
        given,
    )


def batches(lessons: Lessons, texts: NDArray[np.int64], random: np.random.Generator | None) -> Iterator[Batch]:
    """All of `texts`, those of like length together; in random order unless `random` is None."""
    lengths = lessons.lengths[texts]
    jitter = random.uniform(0.9, 1.1, len(texts)) if random else np.ones(len(texts))
    order = texts[np.argsort(lengths * jitter, kind="stable")]
    spans = list(_spans(lessons.lengths[order]))
    if random:
        random.shuffle(spans)
    for start, stop in spans:
        yield batch(lessons, order[start:stop])


def _spans(lengths: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(lengths):
        stop = min(start + BATCH_TEXTS, len(lengths))
        while stop > start + 1 and (stop - start) * int(lengths[start:stop].max()) > BATCH_POSITIONS:
            stop -= 1
        yield start, stop
        start = stop


def batch(lessons: Lessons, texts: NDArray[np.int64]) -> Batch:
    """Padded arrays of a few texts; the longest sets T, which is at least 1."""
    lengths = lessons.lengths[texts]
    longest = max(int(lengths.max(initial=0)), 1)
    inside = np.arange(longest) < lengths[:, None]
    position = np.where(inside, lessons.offsets[texts][:, None] + np.arange(longest), 0)
    begin, end = (
        (lessons.position_offsets[position], lessons.position_offsets[position + 1])
        if len(lessons.position_offsets) > 1
        else (np.zeros_like(position), np.zeros_like(position))
    )
    counts = np.where(inside, end - begin, 0)
    ids = np.zeros((len(texts), longest, max(int(counts.max(initial=0)), 1)), np.int32)
    for g in range(int(counts.max(initial=0))):
        has = counts > g
        ids[..., g][has] = lessons.ids[begin[has] + g]
    features, offsets = np.zeros(0, np.int64), np.zeros(len(texts), np.int64)
    if lessons.sparse is not None:
        chosen = lessons.sparse[texts]
        features, offsets = chosen.indices.astype(np.int64), chosen.indptr[:-1].astype(np.int64)
    return Batch(
        ids,
        inside[..., None].astype(np.float32),
        features,
        offsets,
        None if lessons.given is None else lessons.given[texts],
        lessons.targets[texts],
        lessons.weights[texts],
    )
