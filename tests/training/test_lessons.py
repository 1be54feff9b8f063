"""Lessons: what a teacher says of texts and of their pieces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pinnace.training.lessons import gather, lessons

LONG = " ".join(["fine"] * 60)


def test_a_piece_that_the_teacher_does_not_know_has_the_answer_for_its_whole_text() -> None:
    texts = gather([], ["bad " + LONG, "so so"], seed=0)

    def teacher(some: Sequence[str]) -> np.ndarray:
        known = {"bad " + LONG: 0.2}
        chance = np.array([known.get(text, np.nan) for text in some])
        return np.stack([1 - chance, chance], axis=1)

    said = lessons(teacher, texts, 2)
    assert said.unlabelled[0] == 0.2 and np.isnan(said.unlabelled[1])
    source = texts.unlabelled_pieces.source
    assert np.allclose(said.unlabelled_pieces[source == 0], 0.2)
    assert np.isnan(said.unlabelled_pieces[source == 1]).all()


def test_pieces_are_asked_for_themselves() -> None:
    texts = gather([], ["good " * 60 + "bad " * 60], seed=0)

    def teacher(some: Sequence[str]) -> np.ndarray:
        share = np.array([text.split().count("good") / len(text.split()) for text in some])
        return np.stack([1 - share, share, 0 * share], axis=1)

    said = lessons(teacher, texts, 3)
    assert np.allclose(said.unlabelled, [[0.5, 0.5, 0]])
    assert np.allclose(said.unlabelled_pieces[:2], [[0, 1, 0], [1, 0, 0]])  # the halves
