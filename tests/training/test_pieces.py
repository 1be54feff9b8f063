"""Pieces come from long texts and say which."""

from __future__ import annotations

from pinnace.training.pieces import HALF, LONG, SHORT, pieces

TEXT = " ".join(f"w{i}" for i in range(200))


def test_a_long_text_gives_halves_beginnings_and_a_window() -> None:
    made = pieces(["short", TEXT], 0)
    assert made.source.tolist() == [1] * 5
    assert made.weights.tolist() == [HALF, HALF, SHORT, SHORT, SHORT]
    assert f"{made.texts[0]} {made.texts[1]}" == TEXT
    assert made.texts[2] in TEXT
    assert [len(text.split()) for text in made.texts[3:]] == [100, 30]


def test_short_texts_come_whole_or_not_at_all() -> None:
    short = " ".join(["a"] * (LONG - 1))
    assert pieces([short], 0).texts == []
    assert pieces([short], 0, whole_if_short=True).texts == [short]


def test_the_same_seed_gives_the_same_pieces() -> None:
    assert pieces([TEXT] * 5, 3).texts == pieces([TEXT] * 5, 3).texts != pieces([TEXT] * 5, 4).texts
