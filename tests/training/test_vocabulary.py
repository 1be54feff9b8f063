"""Counting in slices equals counting at once."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.runtime.text import Grams
from pinnace.training import vocabulary as module
from pinnace.training.vocabulary import count, places, vocabulary, vocabulary_rows

GRAMS = Grams(np.array([1, 5, 2**32 - 1, 5, 1, 5, 9], np.uint32), np.array([0, 3, 4, 4, 7]))


@pytest.mark.parametrize("chunk", [1 << 24, 2])
def test_counts(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", chunk)
    ids, counts = count(GRAMS)
    assert dict(zip(ids.tolist(), counts.tolist(), strict=True)) == {1: 2, 5: 3, 9: 1, 2**32 - 1: 1}


def test_the_threshold_rises_to_the_bound() -> None:
    assert vocabulary(GRAMS, least=1, most=2).tolist() == [1, 5]
    assert vocabulary(GRAMS, least=1, most=1).tolist() == [5]


def test_rows_name_known_grams_only() -> None:
    rows = vocabulary_rows(GRAMS, np.array([5, 9], np.uint32))
    assert rows.toarray().tolist() == [[1, 0], [1, 0], [0, 0], [1, 1]]
    assert vocabulary_rows(GRAMS, np.array([], np.uint32)).shape == (4, 0)


@pytest.mark.parametrize("known", [0, 1, 2, 3, 1000, 30_000])
def test_places_equal_a_dictionary(known: int) -> None:
    random = np.random.default_rng(known)
    ids = np.unique(random.integers(1 << 32, size=known, dtype=np.uint32))
    ends = np.array([0, 2**32 - 1], np.uint32)
    asked = np.concatenate([random.integers(1 << 32, size=500, dtype=np.uint32), ids[::3], ids[-1:], ends])
    where = {int(value): place for place, value in enumerate(ids)}
    assert places(asked, ids).tolist() == [where.get(int(value), -1) for value in asked]
