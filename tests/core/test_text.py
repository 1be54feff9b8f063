"""The core's tokenizer gives the n-grams of the reference."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from strategies import texts

from pinnace.checking import torture
from pinnace.checking.reference.folding import FOLDS, STARTS
from pinnace.checking.reference.grams import distinct
from pinnace.checking.reference.words import words
from pinnace.runtime.text import ngrams

OPTIONS = [(1, None), (4, None), (2, (1, 8)), (0, (3, 5)), (3, (2, 2))]


def same(data: bytes, orders: int, chars: tuple[int, int] | None) -> None:
    core = ngrams([data], words=orders, chars=chars).ids.tolist()
    assert len(core) == len(set(core))
    assert set(core) == set(distinct(words(data), orders, chars or (0, 0))), data[:200]


@settings(max_examples=400, deadline=None)
@given(texts)
@example(b"")
@example(b"a" * 63 + b"'s")
def test_any_text(data: bytes) -> None:
    for orders, chars in OPTIONS:
        same(data, orders, chars)


@pytest.mark.parametrize("orders, chars", OPTIONS)
def test_torture(orders: int, chars: tuple[int, int] | None) -> None:
    for data in torture.cases().values():
        same(data, orders, chars)


def test_every_fold_and_the_borders_of_every_class() -> None:
    """Each code point as a word of its own, behind a letter, and before one."""
    borders = {cp + step for cp in STARTS for step in (-2, -1, 0, 1)}
    tried = [cp for cp in sorted(borders | set(FOLDS)) if 0 <= cp <= 0x10FFFF and not 0xD800 <= cp <= 0xDFFF]
    cases = [f"a {chr(cp)} b{chr(cp)}c".encode() for cp in tried]
    got = ngrams(cases, words=2)
    wrong = [
        hex(cp)
        for i, cp in enumerate(tried)
        if set(got.ids[got.offsets[i] : got.offsets[i + 1]].tolist()) != set(distinct(words(cases[i]), 2, (0, 0)))
    ]
    assert len(tried) > 4000
    assert wrong == []
