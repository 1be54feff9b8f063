"""Sequences: against the slow reference, on awkward texts, whatever is left out of the middle."""

from __future__ import annotations

import pytest

from pinnace.checking import torture
from pinnace.checking.reference.grams import char_grams, completed, word_hash
from pinnace.checking.reference.words import words as reference_words
from pinnace.runtime.sequences import sequences

TEXTS = ["", "one", "not good, not bad!!!", "a b c d e f g h i j", *torture.cases().values()]


@pytest.mark.parametrize(("head", "tail"), [(1000, 0), (3, 2), (0, 4), (5, 0)])
def test_word_ngrams_at_each_position(head: int, tail: int) -> None:
    found = sequences(TEXTS, head=head, tail=tail, words=3)
    for i, text in enumerate(TEXTS):
        all_words = reference_words(text if isinstance(text, bytes) else text.encode())
        grams = [[gram for gram, _ in position] for position in completed(all_words, 3, (0, 0))]
        kept = [p for p in range(len(grams)) if p < head or p >= len(grams) - tail]
        start, stop = found.offsets[i : i + 2]
        assert stop - start == len(kept)
        rows = [
            row[:reach].tolist() for row, reach in zip(found.words[start:stop], found.reach[start:stop], strict=True)
        ]
        assert rows == [grams[p] for p in kept]


def test_character_ngrams_at_each_position() -> None:
    found = sequences(TEXTS, head=1000, tail=0, chars=(2, 4))
    at = 0
    for text in TEXTS:
        for word in reference_words(text if isinstance(text, bytes) else text.encode())[:1000]:
            assert found.words[at, 0] == word_hash(word.spelling)
            wanted = list(char_grams(word.spelling, 2, 4)) if word.kind == "spelled" else []
            assert found.chars[found.char_offsets[at] : found.char_offsets[at + 1]].tolist() == wanted
            at += 1
    assert at == len(found.words)


def test_no_texts() -> None:
    assert len(sequences([], head=5, tail=5)) == 0
