"""Asking a teacher: whatever is not probabilities is refused, and says so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pinnace.errors import PinnaceError
from pinnace.training.teacher import ask
from pinnace.training.teacher.asking import AT_ONCE


def test_texts_are_asked_for_in_order_and_a_few_at_a_time() -> None:
    sizes = []

    def teacher(texts: Sequence[str]) -> np.ndarray:
        sizes.append(len(texts))
        chance = np.array([int(text) for text in texts]) / 10_000
        return np.stack([chance, 1 - chance], axis=1)

    said = ask(teacher, [str(i) for i in range(2 * AT_ONCE + 1)], 2)
    assert sizes == [AT_ONCE, AT_ONCE, 1]
    assert np.allclose(said[:, 0], np.arange(2 * AT_ONCE + 1) / 10_000)


def test_rounded_answers_are_scaled_and_a_row_of_nan_is_no_answer() -> None:
    said = ask(lambda texts: np.array([[0.33, 0.33, 0.33], [np.nan] * 3]), ["a", "b"], 3)
    assert np.allclose(said[0], 1 / 3) and np.isnan(said[1]).all()


@pytest.mark.parametrize(
    "answer",
    [
        [[0.5, 0.5]],
        [[0.5], [0.5]],
        [[0.9, 0.9], [0.5, 0.5]],
        [[1.2, -0.2], [0.5, 0.5]],
        [[np.nan, 1.0], [0.5, 0.5]],
        [[np.inf, 0.0], [0.5, 0.5]],
        [["yes", "no"], ["no", "yes"]],
        "positive",
        None,
    ],
)
def test_what_is_no_answer_is_refused(answer: object) -> None:
    with pytest.raises(PinnaceError) as error:
        ask(lambda texts: answer, ["a", "b"], 2)  # type: ignore[arg-type,return-value]
    assert error.value.code == "teacher.answer"
    assert "(texts, 2)" in error.value.hint
