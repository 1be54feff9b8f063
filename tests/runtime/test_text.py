"""ngrams: the same whatever the batches, and what canonical equivalence and spelling promise."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from pinnace.runtime import text as module
from pinnace.runtime.text import ngrams

SAME = [
    ("Café", unicodedata.normalize("NFD", "café")),
    ("ậ", "a\u0302\u0323"),
    ("한국어", unicodedata.normalize("NFD", "한국어")),
    ("ＦＵＬＬ width", "full width"),
    ("don’t", "DON'T"),
    ("👍🏽", "👍"),
    ("so!!!!!!", "so!!!"),
    ("zero\u200bwidth", "zerowidth"),
    ("ﬁne", "fine"),
    ("٣", "3"),
    ("tab\there", "tab here"),
]
DIFFERENT = [("don't", "dont"), ("3.5", "35"), ("a b", "ab"), ("not good", "good not"), ("é", "e"), ("!", "?")]


def one(text: str, words: int = 2) -> set[int]:
    return set(ngrams([text], words=words).ids.tolist())


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same(left: str, right: str) -> None:
    assert one(left) == one(right)
    assert one(left)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different(left: str, right: str) -> None:
    assert one(left) != one(right)


def test_counts() -> None:
    assert len(one("one two three four", 1)) == 4
    assert len(one("one two three four", 2)) == 7
    assert len(one("one two three four", 4)) == 10
    assert len(one("is is is is", 2)) == 2  # distinct
    assert len(one("日本語", 1)) == 3
    assert not one(" \t\n")


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"text {i} " + "long " * (i % 50) + "日本語" for i in range(300)]
    whole = ngrams(texts, words=3, chars=(3, 4))
    monkeypatch.setattr(module, "BATCH_BYTES", 100)
    pieces = ngrams(texts, words=3, chars=(3, 4))
    assert np.array_equal(whole.ids, pieces.ids)
    assert np.array_equal(whole.offsets, pieces.offsets)
    assert len(whole) == 300


def test_no_texts() -> None:
    assert len(ngrams([])) == 0
