"""Texts as the words that a network reads: in order, by the core's tokenizer, the middle of long texts left out."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pinnace.core_errors import from_core
from pinnace.runtime.library import GramOptions, library
from pinnace.runtime.text import TABLES, joined

MIX = np.uint32(0x85EBCA6B)  # spec/text.md §6: how an n-gram grows by a word
BATCH_BYTES = 1 << 21  # of text per call


@dataclass(frozen=True)
class Sequences:
    """Positions of n texts, one after the other: text i has those from offsets[i] to offsets[i + 1].

    words  (P, k) uint32: the n-grams of orders 1 … k that end at each position; there is one where order <= reach (P,)
    chars  (total,) uint32: character n-grams of each position, those of p from char_offsets[p] to char_offsets[p + 1]
    """

    words: np.ndarray
    reach: np.ndarray  # (P,) uint8
    chars: np.ndarray
    char_offsets: np.ndarray  # (P + 1,) int64
    offsets: np.ndarray  # (n + 1,) int64

    def __len__(self) -> int:
        return len(self.offsets) - 1


def sequences(
    texts: Sequence[str | bytes], *, head: int, tail: int, words: int = 1, chars: tuple[int, int] | None = None
) -> Sequences:
    """The first `head` and the last `tail` words of each text, as embed.v1 of spec/ops.md sees them."""
    parts = []
    start = 0
    while start < len(texts):
        stop, size = start, 0
        while stop < len(texts) and (stop == start or size < BATCH_BYTES):
            size += 4 * len(texts[stop])
            stop += 1
        parts.append(_batch(texts[start:stop], head, tail, words, chars or (0, 0)))
        start = stop
    if not parts:
        empty = np.zeros(0, np.uint32)
        return Sequences(
            empty.reshape(0, words), np.zeros(0, np.uint8), empty, np.zeros(1, np.int64), np.zeros(1, np.int64)
        )
    return Sequences(
        np.concatenate([p.words for p in parts]),
        np.concatenate([p.reach for p in parts]),
        np.concatenate([p.chars for p in parts]),
        _chained([p.char_offsets for p in parts]),
        _chained([p.offsets for p in parts]),
    )


def _chained(offsets: list[np.ndarray]) -> np.ndarray:
    """Offsets of parts laid one after the other."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(part) for part in offsets]))]).astype(np.int64)


def _batch(texts: Sequence[str | bytes], head: int, tail: int, words: int, chars: tuple[int, int]) -> Sequences:
    data, offsets = joined(texts)
    most = len(data) + 2 * len(texts)  # words
    per_word = 1 + 2 * (chars[1] - chars[0] + 1 if chars[1] else 0)
    out, ends = np.empty(most * per_word, np.uint32), np.empty(most, np.uint64)
    scratch, text_ends = np.empty(TABLES, np.uint64), np.empty(len(texts), np.uint64)
    done = ctypes.c_size_t()
    options = GramOptions(1, *chars)
    from_core(
        library().pn_sequences(
            ctypes.byref(options),
            data,
            offsets.ctypes.data,
            len(texts),
            scratch.ctypes.data,
            scratch.size,
            out.ctypes.data,
            out.size,
            ends.ctypes.data,
            ends.size,
            text_ends.ctypes.data,
            ctypes.byref(done),
        ),
        "the tokenizer",
    )
    assert done.value == len(texts)
    stops = text_ends.astype(np.int64)
    starts = np.concatenate([[0], stops[:-1]])
    ends = ends[: stops[-1]].astype(np.int64)
    begins = np.concatenate([[0], ends[:-1]])
    ids = out[begins]
    # n-grams reach back over the true previous words of the same text, also where those are not kept.
    place = np.arange(len(ids)) - np.repeat(starts, stops - starts)
    grams = [ids]
    for _ in range(1, words):
        before = np.concatenate([np.zeros(1, np.uint32), grams[-1][:-1]])
        grams.append((before * MIX) ^ ids)
    length = np.repeat(stops - starts, stops - starts)
    kept = np.flatnonzero((place < head) | (place >= length - tail))
    return Sequences(
        np.stack(grams, axis=1)[kept],
        np.minimum(place[kept] + 1, words).astype(np.uint8),
        *_ranges(out, begins[kept] + 1, ends[kept]),
        np.concatenate([[0], np.cumsum(np.minimum(stops - starts, head + tail))]).astype(np.int64),
    )


def _ranges(values: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Many slices of `values` in one array, and where each begins in it (one more than there are slices)."""
    counts = ends - begins
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    if not offsets[-1]:
        return np.zeros(0, np.uint32), offsets
    place = np.arange(offsets[-1]) + np.repeat(begins - offsets[:-1], counts)
    return values[place], offsets
