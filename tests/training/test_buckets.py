"""Buckets against the obvious loop."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.runtime.text import Grams
from pinnace.training import buckets
from pinnace.training.buckets import GOLDEN, bits_for, bucket_rows


@pytest.mark.parametrize("at_once", [1 << 22, 7])
def test_rows_equal_the_obvious_loop(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "AT_ONCE", at_once)
    random = np.random.default_rng(0)
    texts = [random.integers(1 << 32, size=n, dtype=np.uint32) for n in (0, 9, 30, 0, 4, 100, 0)]
    grams = Grams(np.concatenate(texts), np.concatenate([[0], np.cumsum([len(text) for text in texts])]))
    kept = np.sort(random.choice(256, 60, replace=False)).astype(np.uint32)
    rows = bucket_rows(grams, 8, GOLDEN, kept)
    for row, text in zip(rows.toarray(), texts, strict=True):
        present = {((int(gram) * GOLDEN) & 0xFFFFFFFF) >> 24 for gram in text}
        assert row.tolist() == [float(int(bucket) in present) for bucket in kept]


def test_bits_grow_with_the_model_and_stay_in_the_format() -> None:
    assert bits_for(1) >= 8
    assert bits_for(2_700) == 20 < bits_for(23_000) <= bits_for(10**7) == 24
