"""The teachers of a training run that are trained here: which labels each may see, and in what order they are made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pinnace.training.logistic import one_hot
from pinnace.training.progress import Progress
from pinnace.training.teacher.cache import Cache, key
from pinnace.training.teacher.keep import keep
from pinnace.training.teacher.own import Library, OwnTeacher, corpus_of, read, teach, telling
from pinnace.training.teacher.vectors import Shape, learn

Split = tuple[NDArray[np.int64], NDArray[np.int64]]
SHAPE = Shape()
FEW_LABELLED, FEW_UNLABELLED = 200, 2_000  # texts below which it does not try


def declines(labelled: int, unlabelled: int) -> str:
    """Why there is not enough to learn from; empty when there is."""
    if labelled < FEW_LABELLED:
        return f"{labelled:,} labelled texts are too few to train a teacher with, {FEW_LABELLED} is the least"
    if unlabelled < FEW_UNLABELLED:
        return f"{unlabelled:,} texts without labels are too few for a teacher to pay, {FEW_UNLABELLED:,} is the least"
    return ""


class Ours:
    """Teachers (choosing.py). Vectors are learnt twice in all, however many splits there are.

    The first vectors use the labels that no split holds out, and every split's teacher is fitted to them with the
    labels of its own training rows. The last teacher learns vectors anew, with every label and with what a teacher
    fitted to the first vectors says of the rest.
    """

    described = "self"

    def __init__(
        self,
        labelled: Sequence[str],
        unlabelled: Sequence[str],
        labels: NDArray[np.int32],
        classes: int,
        splits: Sequence[Split],
        seed: int,
        progress: Progress,
        cache: Cache,
        shape: Shape = SHAPE,
    ) -> None:
        self.labelled, self.unlabelled, self.labels, self.classes = labelled, unlabelled, labels, classes
        self.splits, self.seed, self.progress, self.cache, self.shape = splits, seed, progress, cache, shape

    @cached_property
    def _origin(self) -> str:
        """Names everything that the teachers are made from."""
        return key(list(self.labelled), list(self.unlabelled), self.labels, self.classes, self.seed, self.shape)

    def name(self, split: int | None) -> str:
        """Names what the teacher of a split, or the one for everything, says: known before it is trained."""
        return f"teacher-{key(self._origin, split, *(inside for inside, _ in self.splits))}"

    def of_split(self, number: int) -> OwnTeacher:
        inside, _ = self.splits[number]
        return self._teach(inside, self._vectors, self._first_keep)

    def of_all(self) -> OwnTeacher:
        every = np.arange(len(self.labels))
        first = self._teach(every, self._vectors, self._first_keep)
        again = telling(self._library, self.labels, every, self.classes, first)
        del first, self._vectors
        return self._teach(every, self._learn(again, "teacher: learning what phrases mean, second round"), again)

    def _teach(self, rows: NDArray[np.int64], vectors: NDArray[np.float32], telling: NDArray[np.float64]) -> OwnTeacher:
        self.progress.stage("teacher: fitting")
        return teach(self._library, self.labelled, self.labels, rows, self.classes, vectors, telling, self.seed)

    @cached_property
    def _library(self) -> Library:
        self.progress.stage("teacher: reading texts")
        return read(self.labelled, self.unlabelled)

    @cached_property
    def _first_keep(self) -> NDArray[np.float64]:
        seen = np.ones(len(self.labels), bool)
        for _, outside in self.splits:
            seen[outside] = False
        rows = np.flatnonzero(seen)
        return keep(self._library.rows[rows], one_hot(self.labels[rows], self.classes))

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._learn(self._first_keep, "teacher: learning what phrases mean")

    def _learn(self, telling: NDArray[np.float64], stage: str) -> NDArray[np.float32]:
        corpus = corpus_of(self._library.rows)
        self.progress.stage(stage, self.shape.passes)

        def make() -> NDArray[np.float16]:  # half the room on disk, and rounded alike whether it was there or not
            return learn(corpus, telling, self.shape, self.seed, self.progress.advance).astype(np.float16)

        name = f"vectors-{key(corpus.grams, corpus.starts, telling, self.shape, self.seed)}"
        return self.cache.array(name, make).astype(np.float32)
