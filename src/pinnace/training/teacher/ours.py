"""The teachers of a training run that are trained here: which labels each may see, and in what order they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pinnace.data.splitting import choose_units, unit_content
from pinnace.training.logistic import cross_entropy, first_bias, one_hot
from pinnace.training.progress import Progress
from pinnace.training.teacher.blend import Blend
from pinnace.training.teacher.cache import Cache, key
from pinnace.training.teacher.keep import keep
from pinnace.training.teacher.own import Library, OwnTeacher, blended, corpus_of, lengths, read, teach, telling
from pinnace.training.teacher.vectors import Shape, learn
from pinnace.training.validation import clustered_error

Split = tuple[NDArray[np.int64], NDArray[np.int64]]
SHAPE = Shape()
AGAIN = 2  # times as many passes in the second round, whose teacher ends in the package: 0.3 points on IMDB
ASIDE, MOST_ASIDE = 0.2, 4_000  # labelled texts that the two models' blend is fitted on
UNBLENDED = Blend(np.array([0.5, 0.0, 0.5, 0.0]), np.zeros(1))
FEW_LABELLED, FEW_UNLABELLED = 200, 2_000  # texts below which it does not try
ALONE = 10_000  # labelled texts from which vectors of n-grams can be learnt from them alone: on IMDB 0.4 to 1 points


def declines(labelled: int, unlabelled: int, large: bool = False) -> str:
    """Why there is not enough to learn from; empty when there is. Large packages keep a teacher's own weights, so
    there it may pay without any texts to answer for.
    """
    if labelled < FEW_LABELLED:
        return f"{labelled:,} labelled texts are too few to train a teacher with, {FEW_LABELLED} is the least"
    if unlabelled < FEW_UNLABELLED and not (large and labelled >= ALONE and unlabelled == 0):
        return f"{unlabelled:,} texts without labels are too few for a teacher to pay, {FEW_UNLABELLED:,} is the least"
    return ""


class Ours:
    """Teachers (choosing.py). Vectors are learnt twice in all, however many splits there are.

    The first vectors use labels that no split holds out, and every split's teacher is fitted to them with the labels of
    its own training rows. The last teacher learns vectors anew, with every label and with what a teacher
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
        shape: Shape | None = None,
        units: NDArray[np.int64] | None = None,
    ) -> None:
        """labels (n,) of the labelled texts; units (n,): texts of the same one belong together, such as a group's."""
        self.labelled, self.unlabelled, self.labels, self.classes = labelled, unlabelled, labels, classes
        self.splits, self.seed, self.progress, self.cache, self.shape = splits, seed, progress, cache, shape or SHAPE
        self.units = np.arange(len(labels)) if units is None else units
        self._of_splits: dict[int, OwnTeacher] = {}

    @cached_property
    def _origin(self) -> str:
        """Names everything that the teachers are made from."""
        return key(
            list(self.labelled), list(self.unlabelled), self.labels, self.classes, self.seed, self.shape, self.units
        )

    def name(self, split: int | None) -> str:
        """Names what the teacher of a split, or the one for everything, says: known before it is trained."""
        return f"teacher-{key(self._origin, split, *(inside for inside, _ in self.splits))}"

    def doubt(self) -> str:
        """Why it had better not teach; empty when it is a better judge of held-out rows than its plain linear half,
        which the same labels taught, and than the classes' shares. Better: less mean log loss, which is what soft
        labels are made of, by more than its standard error.
        """
        self.progress.stage("teacher: does it know more than a linear model?")
        taught, plain, error, count = self.cache.array(f"doubt-{key(self.name(None))}", self._losses)
        if plain - taught > error:
            return ""
        return (
            f"trained, and no better than a linear model without it (log loss {taught:.3f} against {plain:.3f} "
            f"± {error:.3f} on {count:,.0f} held-out texts)"
        )

    def _losses(self) -> NDArray[np.float64]:
        """(4,) mean loss of the splits' teachers, of the better judge without one, error of the difference, texts."""
        _, plain = self._blends
        losses = []
        for number, (inside, outside) in enumerate(self.splits):
            teacher, rows = self.of_split(number), self._library.rows[outside]
            targets, direct = one_hot(self.labels[outside], self.classes), teacher.direct.scores(rows)
            alone = plain(direct, np.zeros_like(direct), lengths(rows))
            shares = first_bias(one_hot(self.labels[inside], self.classes), np.ones(len(inside)))
            judges = (teacher.scores(rows), alone, np.broadcast_to(shares, direct.shape))
            losses.append([cross_entropy(scores, targets)[0] for scores in judges])
        taught, *others = np.concatenate(losses, axis=1)
        best = min(others, key=np.mean)
        texts = np.concatenate([outside for _, outside in self.splits])
        return np.array([taught.mean(), best.mean(), clustered_error(best - taught, texts), len(texts)])

    def of_split(self, number: int) -> OwnTeacher:
        if number not in self._of_splits:
            self._of_splits[number] = self._teach(self.splits[number][0], self._first, self._blends[0])
        return self._of_splits[number]

    def of_all(self) -> OwnTeacher:
        every = np.arange(len(self.labels))
        blend, _ = self._blends
        first = self._teach(every, self._first, blend)
        again = telling(self._library, self.labels, every, self.classes, first)
        self._of_splits.clear()
        del first, self._first
        shape = replace(self.shape, passes=AGAIN * self.shape.passes)
        return self._teach(every, self._learn(again, "teacher: learning what phrases mean, second round", shape), blend)

    def _teach(self, rows: NDArray[np.int64], weighted: NDArray[np.float32], blend: Blend) -> OwnTeacher:
        self.progress.stage("teacher: fitting")
        return teach(self._library, self.labels, rows, self.classes, weighted, blend)

    @cached_property
    def _rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(rows that no split holds out and that are not set aside, rows set aside: those that the blend is fitted on).

        The labels of rows aside may not even choose which n-grams count: that alone makes the vectors look better on
        them than they are.
        """
        seen = np.ones(len(self.labels), bool)
        for _, outside in self.splits:
            seen[outside] = False
        rows = np.flatnonzero(seen)
        units = self.units[rows]
        order = np.random.default_rng([self.seed, 0xA51D]).permutation(np.unique(units)).tolist()
        fraction = min(ASIDE, MOST_ASIDE / max(len(rows), 1))
        aside = np.isin(units, choose_units(unit_content(units, self.labels[rows]), order, fraction))
        return rows[~aside], rows[aside]

    @cached_property
    def _blends(self) -> tuple[Blend, Blend]:
        """Of both models, and of the plain linear one alone."""
        rows, aside = self._rows
        known = self._teach(rows, self._first, UNBLENDED)
        return blended(known, self._library, self.labelled, self.labels, aside, self.classes, self.seed)

    @cached_property
    def _library(self) -> Library:
        self.progress.stage("teacher: reading texts")
        return read(self.labelled, self.unlabelled)

    @cached_property
    def _first(self) -> NDArray[np.float32]:
        """(V, width) of the first round."""
        rows, _ = self._rows
        first_keep = keep(self._library.rows[rows], one_hot(self.labels[rows], self.classes))
        return self._learn(first_keep, "teacher: learning what phrases mean", self.shape)

    def _learn(self, telling: NDArray[np.float64], stage: str, shape: Shape) -> NDArray[np.float32]:
        """(V, width) vectors of n-grams, each as long as it is telling."""
        corpus = corpus_of(self._library.rows)
        self.progress.stage(stage, shape.passes)

        def make() -> NDArray[np.float16]:  # half the room on disk, and rounded alike whether it was there or not
            return learn(corpus, telling, shape, self.seed, self.progress.advance).astype(np.float16)

        name = f"vectors-{key(corpus.grams, corpus.starts, telling, shape, self.seed)}"
        return self.cache.array(name, make).astype(np.float32) * telling[:, None].astype(np.float32)
