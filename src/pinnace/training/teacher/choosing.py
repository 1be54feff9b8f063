"""Which teacher teaches: none, ours, a function, or a table of answers.

A teacher that learns from the labels must not have seen those of the rows that choose the rung, so a training run asks
its `Teachers` for one per split and for one that has seen everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import Literal, Protocol, TypeAlias

from pinnace.training.teacher.answered import read_answers
from pinnace.training.teacher.asking import Teacher

Choice: TypeAlias = Teacher | str | PathLike[str] | None
"""None: ours when there is enough text without labels; "self": ours; "none"; a function; a file of answers."""


class Teachers(Protocol):
    """The teachers of one training run."""

    @property
    def described(self) -> str:
        """For people: who teaches."""

    def name(self, split: int | None) -> str | None:
        """Names what the teacher of a split, or the one for everything (None), will say; None: that is not known."""

    def of_split(self, number: int) -> Teacher | None:
        """One that knows no label of the rows that split `number` holds out; None: nobody teaches."""

    def of_all(self) -> Teacher | None:
        """One that may know every label of the training data; None: nobody teaches."""


class Given:
    """The same teacher for every split: it comes from outside and knows what it knows."""

    def __init__(self, teacher: Teacher, described: str) -> None:
        self.teacher = teacher
        self.described = described

    def name(self, split: int | None) -> None:
        return None

    def of_split(self, number: int) -> Teacher:
        return self.teacher

    def of_all(self) -> Teacher:
        return self.teacher


class Nobody:
    """No teacher, and why."""

    def __init__(self, why: str) -> None:
        self.described = f"none: {why}"

    def name(self, split: int | None) -> None:
        return None

    def of_split(self, number: int) -> None:
        return None

    def of_all(self) -> None:
        return None


def given(
    choice: Choice,
    classes: tuple[str, ...],
    *,
    text_column: str | None = None,
    label_column: str | None = None,
) -> tuple[Given | Literal["self", "none"] | None, Sequence[str]]:
    """(the teacher that was given, or the word that was; the texts of its table, which have no labels of their own).

    Raises PinnaceError as `read_answers`.
    """
    if choice is None or choice == "self" or choice == "none":
        return choice, ()  # type: ignore[return-value]  # a str that equals one of the two
    if callable(choice):
        return Given(choice, "a function"), ()
    answers = read_answers(choice, classes, text_column=text_column, label_column=label_column)
    return Given(answers, f"answers for {len(answers.texts):,} texts"), answers.texts
