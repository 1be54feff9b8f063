"""The tensor of the linear rungs: rows of weights under the keys that were kept (spec/package.md, "Sparse rows")."""

from __future__ import annotations

import numpy as np

from pinnace.packaging.numbers import SPARSE_ROWS, varint
from pinnace.packaging.range_encoder import Encoder, Number, Symbol


def encode(bits: int, keys: np.ndarray, codes: np.ndarray, levels: np.ndarray) -> bytes:
    """The tensor's bytes after its id: keys (K,) ascending below 2^bits, codes (K, D) into levels (L,) ascending."""
    payload = _coded(keys, codes, levels)
    head = bytes([SPARSE_ROWS, bits]) + varint(len(keys)) + varint(codes.shape[1]) + bytes([len(levels)])
    return head + np.asarray(levels, "<i2").tobytes() + varint(len(payload)) + payload


def _coded(keys: np.ndarray, codes: np.ndarray, levels: np.ndarray) -> bytes:
    """Each key as its distance from the one before, then its row: one symbol per column, the context of which is how
    many weights of the row so far are not zero (0, 1, more): rows of many-class models are mostly zeros."""
    encoder, gap = Encoder(), Number()
    width = max(len(levels) - 1, 0).bit_length()
    trees = [Symbol(width) for _ in range(3)]
    zero = {int(i) for i in np.flatnonzero(np.asarray(levels) == 0)}
    before = -1
    for key, row in zip(keys.tolist(), codes.tolist(), strict=True):
        gap.encode(encoder, key - before - 1)
        before = key
        others = 0
        for code in row:
            trees[min(others, 2)].encode(encoder, code)
            others += code not in zero
    return encoder.finish()
