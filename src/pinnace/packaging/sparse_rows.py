"""The tensor of the linear rungs: rows of weights under the keys that were kept (spec/package.md, "Sparse rows")."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from pinnace.packaging.numbers import SPARSE_ROWS, varint
from pinnace.packaging.range_encoder import Encoder, Number, Symbol


def encode(bits: int, keys: np.ndarray, codes: np.ndarray, levels: np.ndarray) -> bytes:
    """The tensor's bytes after its id: keys (K,) ascending below 2^bits, codes (K, D) into levels (L,) ascending."""
    zero = frozenset(np.flatnonzero(np.asarray(levels) == 0).tolist())
    width = max(len(levels) - 1, 0).bit_length()
    packed = np.asarray(keys, np.uint32).tobytes(), np.asarray(codes, np.uint8).tobytes()
    payload = _coded(*packed, codes.shape[1], width, zero)
    head = bytes([SPARSE_ROWS, bits]) + varint(len(keys)) + varint(codes.shape[1]) + bytes([len(levels)])
    return head + np.asarray(levels, "<i2").tobytes() + varint(len(payload)) + payload


@lru_cache(maxsize=8)  # a model is measured, timed and shipped: each time most of a minute for a million rows
def _coded(keys: bytes, codes: bytes, columns: int, width: int, zero: frozenset[int]) -> bytes:
    """Each key as its distance from the one before, then its row: one symbol per column, the context of which is how
    many weights of the row so far are not zero (0, 1, more): rows of many-class models are mostly zeros.

    keys (K,) uint32 and codes (K, columns) uint8 as bytes; symbols of `width` bits, `zero`: those that mean 0.
    """
    encoder, gap = Encoder(), Number()
    trees = [Symbol(width) for _ in range(3)]
    rows = np.frombuffer(codes, np.uint8).reshape(-1, columns)
    before = -1
    for key, row in zip(np.frombuffer(keys, np.uint32).tolist(), rows.tolist(), strict=True):
        gap.encode(encoder, key - before - 1)
        before = key
        others = 0
        for code in row:
            trees[min(others, 2)].encode(encoder, code)
            others += code not in zero
    return encoder.finish()
