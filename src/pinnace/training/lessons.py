"""What a teacher says of the texts that small models learn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.pieces import Pieces, pieces
from pinnace.training.teacher import Gist, Teacher, ask


@dataclass(frozen=True)
class Texts:
    """Everything there is to learn from: n labelled texts, u unlabelled ones, and pieces of both."""

    labelled: Sequence[str]
    pieces: Pieces
    unlabelled: Sequence[str]
    unlabelled_pieces: Pieces

    @property
    def without_labels(self) -> int:
        """How many texts and pieces a teacher is asked for."""
        return len(self.unlabelled) + len(self.unlabelled_pieces.texts)


def gather(labelled: Sequence[str], unlabelled: Sequence[str], seed: int) -> Texts:
    return Texts(labelled, pieces(labelled, seed), unlabelled, pieces(unlabelled, seed + 1, whole_if_short=True))


@dataclass(frozen=True)
class Lessons:
    """(u, D) chances for each unlabelled text and (m, D) for each of their pieces, as `logistic.one_hot` lays them out.

    NaN where the teacher has no answer; a piece that it does not know has the answer for its whole text. gist: what
    our own teacher makes of n-grams.
    """

    unlabelled: NDArray[np.float64]
    unlabelled_pieces: NDArray[np.float64]
    gist: Gist | None = None

    def joined(self) -> NDArray[np.float64]:
        """Both, one after the other."""
        return np.concatenate([self.unlabelled, self.unlabelled_pieces])

    @staticmethod
    def parted(joined: NDArray[np.float64], texts: Texts, gist: Gist | None = None) -> Lessons:
        """The lessons that were joined."""
        wholes, parts = np.split(joined, [len(texts.unlabelled)])
        return Lessons(wholes, parts, gist)


def lessons(teacher: Teacher, texts: Texts, classes: int, advance: Callable[[int], None] = lambda n: None) -> Lessons:
    """Ask a teacher about everything without a label; `advance` hears how many texts are done. Raises as `ask`."""

    def said(some: Sequence[str]) -> NDArray[np.float64]:
        answer = ask(teacher, some, classes, advance)
        return answer[:, 1:] if classes == 2 else answer

    wholes, parts = said(texts.unlabelled), said(texts.unlabelled_pieces.texts)
    return Lessons(
        wholes, np.where(np.isnan(parts), wholes[texts.unlabelled_pieces.source].reshape(parts.shape), parts)
    )
