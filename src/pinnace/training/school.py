"""A training run's texts, who teaches what of them to small models, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.data import Dataset
from pinnace.data.splitting import unit_of_rows
from pinnace.training.lessons import Lessons, Texts, gather, lessons
from pinnace.training.progress import Progress
from pinnace.training.splits import Split
from pinnace.training.teacher import Cache, Gist, Given, OwnTeacher, Teacher, Teachers, appoint

GIST_TEXTS = 2_000  # texts, without labels where there are any, from which our teacher's gist is taken


@dataclass(frozen=True)
class School:
    """texts, labels (n,) of the labelled ones, and rows (n,): where those are in the data set; splits of the n."""

    texts: Texts
    labels: NDArray[np.int32]
    rows: NDArray[np.int64]
    classes: tuple[str, ...]
    splits: Sequence[Split]
    teachers: Teachers
    progress: Progress
    cache: Cache

    def lessons(self, split: int | None, teacher: Teacher | None = None) -> Lessons | None:
        """What the teacher of a split, or the one for everything (None), says; None when nobody teaches.

        `teacher` is who that is, when it is at hand.
        """

        @cache
        def asked() -> Teacher | None:
            return teacher or (self.teachers.of_all() if split is None else self.teachers.of_split(split))

        def ask_all() -> NDArray[np.float64]:
            one = asked()
            if one is None:
                return np.zeros((0, 0))
            self.progress.stage("asking the teacher", self.texts.without_labels)
            return lessons(one, self.texts, len(self.classes), self.progress.advance).joined()

        def ask_gist() -> NDArray[np.float64]:
            one = asked()
            assert isinstance(one, OwnTeacher)  # others have no name
            known = not self.texts.unlabelled
            parts = self.texts.pieces if known else self.texts.unlabelled_pieces
            some = parts.source < GIST_TEXTS
            wholes = (self.texts.labelled if known else self.texts.unlabelled)[:GIST_TEXTS]
            cut = [parts.texts[i] for i in np.flatnonzero(some)]
            return one.gist([*wholes, *cut], np.append(np.ones(len(wholes)), parts.weights[some])).table()

        name = self.teachers.name(split)
        if name is None:
            said = ask_all()
            return Lessons.parted(said, self.texts) if said.size else None
        said, gist = self.cache.array(name, ask_all), self.cache.array(f"{name}-sums", ask_gist)
        return Lessons.parted(said, self.texts, Gist.of_table(gist))


def enrol(
    train: Dataset,
    unlabelled: Sequence[str],
    splits: Sequence[Split],
    teacher: Given | Literal["self", "none"] | None,
    *,
    seed: int,
    progress: Progress,
    cache: Cache,
    large: bool = False,
) -> School:
    """Rows of `train` without a label count as unlabelled; no text counts twice. large: as `appoint`."""
    rows = np.flatnonzero(train.labels >= 0)
    labelled = [train.texts[i] for i in rows]
    labels = train.labels[rows].astype(np.int32)
    known = set(labelled)
    others = [*(train.texts[i] for i in np.flatnonzero(train.labels < 0)), *unlabelled]
    others = [text for text in dict.fromkeys(others) if text not in known]
    teachers = appoint(
        teacher,
        labelled,
        others,
        labels,
        len(train.classes),
        splits,
        seed=seed,
        progress=progress,
        cache=cache,
        units=unit_of_rows(train)[rows],
        large=large,
    )
    return School(gather(labelled, others, seed), labels, rows, train.classes, splits, teachers, progress, cache)
