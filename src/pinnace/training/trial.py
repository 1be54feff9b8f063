"""One split of the data under one choice of features: the float model, and small models judged on the rows held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training import crops, soft_labels
from pinnace.training.balance import class_weights, prior_shift
from pinnace.training.buckets import bucket_rows
from pinnace.training.examples import Examples
from pinnace.training.features import Features
from pinnace.training.logistic import Weights, one_hot
from pinnace.training.ranking import Ranking, rank
from pinnace.training.rows import select
from pinnace.training.student import Student, cut
from pinnace.training.vocabulary import vocabulary, vocabulary_rows

WEIGHTS = 4_000_000  # of the float model: bounds the memory of the solver to some 400 MB
ENOUGH_TEXTS = 3000  # below this, n-grams of two texts count; below a tenth of it, of one


@dataclass(frozen=True)
class Material:
    """Grams of everything once, under one choice of features.

    labelled   grams of the n labelled texts; labels (n,) int32 below `classes`
    unlabelled grams of more texts, or None
    crops      grams of short versions of the unlabelled texts or, when there are none, of the labelled; or None
    cropped    (m,) which labelled text each crop comes from; empty when the crops are of unlabelled texts
    """

    features: Features
    labelled: Grams
    labels: NDArray[np.int32]
    classes: int
    unlabelled: Grams | None
    crops: Grams | None
    cropped: NDArray[np.int64]


@dataclass(frozen=True)
class Trial:
    """A float model and what smaller ones learn from, for one set of training rows."""

    material: Material
    ranking: Ranking
    examples: Examples
    shift: NDArray[np.float64]  # (D,) back to the true shares of the classes

    def student(self, kept: int, multiplier: int) -> Student:
        """A small model of `kept` features, its bias set back to the true shares of the classes."""
        made = cut(self.ranking, kept, self.examples, self.material.features, multiplier=multiplier)
        weights = Weights(made.weights.values, made.weights.bias + self.shift)
        return replace(made, weights=weights, bias=made.bias + self.shift)


def material(
    features: Features,
    texts: Sequence[str],
    labels: NDArray[np.int32],
    classes: int,
    unlabelled: Sequence[str],
    seed: int,
) -> Material:
    """Tokenise once."""
    of_labelled = not len(unlabelled)
    short, source = crops.crops(texts if of_labelled else unlabelled, seed)
    return Material(
        features,
        features.grams(texts),
        labels,
        classes,
        features.grams(unlabelled) if len(unlabelled) else None,
        features.grams(short) if short else None,
        source if of_labelled else np.zeros(0, np.int64),
    )


def prepare(m: Material, rows: NDArray[np.int64], strength: float) -> Trial:
    """Fit the float model on the labelled texts `rows`, then on its guesses for the others as well."""
    labels = m.labels[rows]
    by_class = class_weights(labels, m.classes)
    examples = Examples(select(m.labelled, rows), one_hot(labels, m.classes), by_class[labels])
    ranking = _ranking(examples, strength)
    if m.unlabelled is not None:
        examples = soft_labels.with_guesses(examples, m.unlabelled, ranking, soft_labels.WEIGHT)
        ranking = _ranking(examples, strength)
    if m.crops is not None:
        inside = np.flatnonzero(np.isin(m.cropped, rows)) if len(m.cropped) else np.arange(len(m.crops))
        examples = soft_labels.with_guesses(examples, select(m.crops, inside), ranking, crops.WEIGHT)
    return Trial(m, ranking, examples, prior_shift(by_class))


def _ranking(examples: Examples, strength: float) -> Ranking:
    texts = len(examples.grams)
    least = 1 if texts < ENOUGH_TEXTS // 10 else 2 if texts < ENOUGH_TEXTS else 3
    ids = vocabulary(examples.grams, least=least, most=WEIGHTS // examples.targets.shape[1])
    return rank(ids, vocabulary_rows(examples.grams, ids), examples.targets, examples.weights, strength)


def held_out(student: Student, grams: Grams) -> NDArray[np.float64]:
    """(n, D) float scores of a student on other texts."""
    return student.weights.scores(bucket_rows(grams, student.bits, student.multiplier, student.buckets))
