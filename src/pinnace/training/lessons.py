"""What a teacher says of the texts that small models learn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.pieces import Pieces, pieces
from pinnace.training.teacher.asking import Teacher, ask


@dataclass(frozen=True)
class Texts:
    """Everything there is to learn from: n labelled texts, u unlabelled ones, and pieces of both."""

    labelled: Sequence[str]
    pieces: Pieces
    unlabelled: Sequence[str]
    unlabelled_pieces: Pieces

    def __len__(self) -> int:
        return sum(map(len, (self.labelled, self.pieces.texts, self.unlabelled, self.unlabelled_pieces.texts)))


def gather(labelled: Sequence[str], unlabelled: Sequence[str], seed: int) -> Texts:
    return Texts(labelled, pieces(labelled, seed), unlabelled, pieces(unlabelled, seed + 1, whole_if_short=True))


@dataclass(frozen=True)
class Lessons:
    """(…, D) chances for each of the texts, as `logistic.one_hot` lays them out; NaN where the teacher has no answer.

    A piece that the teacher does not know has the answer for its whole text.
    """

    labelled: NDArray[np.float64]
    pieces: NDArray[np.float64]
    unlabelled: NDArray[np.float64]
    unlabelled_pieces: NDArray[np.float64]

    def joined(self) -> NDArray[np.float64]:
        """All four, one after the other."""
        return np.concatenate([self.labelled, self.pieces, self.unlabelled, self.unlabelled_pieces])

    @staticmethod
    def parted(joined: NDArray[np.float64], texts: Texts) -> Lessons:
        """The lessons that were joined."""
        counts = [len(part) for part in (texts.labelled, texts.pieces.texts, texts.unlabelled)]
        return Lessons(*np.split(joined, np.cumsum(counts)))


def lessons(teacher: Teacher, texts: Texts, classes: int, advance: Callable[[int], None] = lambda n: None) -> Lessons:
    """Ask a teacher about everything; `advance` hears how many texts are done. Raises as `ask`."""

    def said(some: Sequence[str]) -> NDArray[np.float64]:
        answer = ask(teacher, some, classes, advance)
        return answer[:, 1:] if classes == 2 else answer

    def of_pieces(some: Pieces, wholes: NDArray[np.float64]) -> NDArray[np.float64]:
        answer = said(some.texts)
        return np.where(np.isnan(answer), wholes[some.source].reshape(answer.shape), answer)

    labelled, unlabelled = said(texts.labelled), said(texts.unlabelled)
    return Lessons(
        labelled, of_pieces(texts.pieces, labelled), unlabelled, of_pieces(texts.unlabelled_pieces, unlabelled)
    )
