"""Asking a teacher: any function that takes texts and returns the chances of the classes.

What a teacher is made of is its own affair: the one that is trained here, a table of answers, a hosted service, a large
model. It is asked for a few texts at a time and its answers are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pinnace.errors import PinnaceError

Teacher: TypeAlias = Callable[[Sequence[str]], NDArray[np.float64]]
"""texts (n) -> (n, C) chances of the dataset's classes, in their order; a row of NaN: no answer for that text."""

AT_ONCE = 2_000  # texts
SUM_TOLERANCE = 0.02  # a row of chances may add up to this much more or less than 1: answers are often rounded


def ask(
    teacher: Teacher, texts: Sequence[str], classes: int, advance: Callable[[int], None] = lambda n: None
) -> NDArray[np.float64]:
    """(n, C) chances that add up to 1 in each row, or NaN in the whole row. `advance` hears how many texts are done.

    Raises PinnaceError("teacher.answer") when the teacher returns anything else; its own errors pass through.
    """
    found = np.empty((len(texts), classes))
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        found[start : start + len(some)] = checked(teacher(some), len(some), classes)
        advance(len(some))
    return found


def checked(answer: object, texts: int, classes: int) -> NDArray[np.float64]:
    """The answer as (texts, classes) float64, scaled to add up to 1. Raises PinnaceError("teacher.answer")."""
    try:
        chances = np.asarray(answer, np.float64)
    except (TypeError, ValueError) as error:
        raise _unusable(f"it is no array of numbers: {error}", classes) from error
    if chances.shape != (texts, classes):
        raise _unusable(f"for {texts} texts of {classes} classes its shape is {chances.shape}", classes)
    known: NDArray[np.bool_] = np.logical_not(np.isnan(chances).all(axis=1))
    some = chances[known]
    if np.isnan(some).any() or np.isinf(some).any():
        raise _unusable("some of its chances are not finite", classes)
    if (some < 0.0).any() or (np.abs(some.sum(1) - 1.0) > SUM_TOLERANCE).any():
        raise _unusable("the chances of a text are not between 0 and 1, adding up to 1", classes)
    return np.asarray(np.where(known[:, None], chances / np.where(known, chances.sum(1), 1.0)[:, None], np.nan))


def _unusable(what: str, classes: int) -> PinnaceError:
    return PinnaceError(
        "teacher.answer",
        what=f"the teacher's answer cannot be used: {what}",
        hint=f"return a float array (texts, {classes}), a row per text: probabilities in the order of the classes; "
        "a row of NaN where there is no answer",
    )
