"""N-grams of texts by the core's tokenizer: training sees exactly what devices see (spec/text.md)."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pinnace.core_errors import from_core
from pinnace.runtime.library import GramOptions, library

BATCH_BYTES = 1 << 22  # of text per call: the output buffer is some 8 times that
TABLES = 1 << 14  # 8-byte words: room for the Unicode tables in the scratch memory


@dataclass(frozen=True)
class Grams:
    """N-gram identities of n texts: those of text i are ids[offsets[i]:offsets[i + 1]], distinct."""

    ids: np.ndarray  # (total,) uint32
    offsets: np.ndarray  # (n + 1,) int64

    def __len__(self) -> int:
        return len(self.offsets) - 1


def as_bytes(text: str | bytes) -> bytes:
    """UTF-8 of a text; a lone surrogate becomes U+FFFD, as in every browser."""
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def joined(texts: Sequence[str | bytes]) -> tuple[bytes, np.ndarray]:
    """All texts in one piece of memory, and where each begins: bytes, offsets (n + 1,) uint64."""
    parts = [as_bytes(text) for text in texts]
    offsets = np.zeros(len(parts) + 1, np.uint64)
    np.cumsum(np.fromiter(map(len, parts), np.uint64, len(parts)), out=offsets[1:])
    return b"".join(parts), offsets


def ngrams(texts: Sequence[str | bytes], *, words: int = 2, chars: tuple[int, int] | None = None) -> Grams:
    """The distinct n-grams of each text as 32-bit identities.

    words: orders 1 … words of word n-grams (at most 4); chars: (shortest, longest) character n-grams inside words
    (at most 8).
    """
    low, high = chars or (0, 0)
    options = GramOptions(words, low, high)
    ids: list[np.ndarray] = []
    counts: list[np.ndarray] = []
    start = 0
    while start < len(texts):
        stop, size = start, 0
        while stop < len(texts) and (stop == start or size < BATCH_BYTES):
            size += 4 * len(texts[stop])
            stop += 1
        got, lengths = _batch(options, texts[start:stop])
        ids.append(got)
        counts.append(lengths)
        start = stop
    offsets = np.zeros(len(texts) + 1, np.int64)
    if counts:
        np.cumsum(np.concatenate(counts), out=offsets[1:])
    return Grams(np.concatenate(ids) if ids else np.zeros(0, np.uint32), offsets)


def _batch(options: GramOptions, texts: Sequence[str | bytes]) -> tuple[np.ndarray, np.ndarray]:
    """(ids, how many per text (n,) int64) of a few texts in one call."""
    data, offsets = joined(texts)
    per_byte = options.words + 2 * (options.chars_max - options.chars_min + 1 if options.chars_max else 0)
    most = int(np.diff(offsets).max()) + 1
    out = np.empty((len(data) + len(texts)) * per_byte + 64 * (len(texts) + 1), np.uint32)
    slots = 1 << int(2 * (most * per_byte + 64)).bit_length()
    table = np.empty(slots + TABLES, np.uint64)
    ends = np.empty(len(texts) + 1, np.uint64)
    done = ctypes.c_size_t()
    from_core(
        library().pn_ngrams(
            ctypes.byref(options),
            data,
            offsets.ctypes.data,
            len(texts),
            table.ctypes.data,
            table.size,
            out.ctypes.data,
            out.size,
            ends.ctypes.data,
            ctypes.byref(done),
        ),
        "the tokenizer",
    )
    assert done.value == len(texts)
    return out[: int(ends[-1])].copy(), np.diff(ends).astype(np.int64)
