"""One set of training rows under one choice of features: the float model, and what small models learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinnace.packaging.numbers import ROWS
from pinnace.runtime.text import Grams
from pinnace.training.balance import class_weights, prior_shift, tilted
from pinnace.training.buckets import bucket_rows
from pinnace.training.examples import Examples, together
from pinnace.training.features import Features
from pinnace.training.lessons import Lessons, Texts
from pinnace.training.logistic import Weights, one_hot
from pinnace.training.model import SparseLinear
from pinnace.training.pieces import SHORT, Pieces
from pinnace.training.ranking import Ranking, leaning, rank
from pinnace.training.rows import select
from pinnace.training.soft_labels import guesses
from pinnace.training.student import Student, cut
from pinnace.training.teacher.own import WORDS
from pinnace.training.vocabulary import vocabulary, vocabulary_rows
from pinnace.training.warm_start import go_on

WEIGHTS = 4_000_000  # of the float model: bounds the memory of the solver to some 400 MB
FEW_TEXTS, ENOUGH_TEXTS = 300, 15_000  # below these, an n-gram of one text and of two counts; else of three or more
TAUGHT = 2.0  # weight of a text without a label for which a teacher has an answer, beside 1 of a labelled one
TAUGHT_SHORT = 0.3  # weight of a short piece that a teacher answered for, not SHORT: 0.1 to 0.4 points of 30 words
TAUGHT_STRENGTH = 3e-5  # of the float model's penalty with a teacher: 0.9 points better on IMDB than 5e-4
MANY_TEXTS = 50_000  # for each so many, an n-gram must be in one more


@dataclass(frozen=True)
class Taken:
    """Pieces as grams: from which text each of the m pieces is, and its weight (m,)."""

    grams: Grams
    source: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Material:
    """Grams of everything, once, under one choice of features: n labelled texts, u unlabelled ones, pieces of both."""

    features: Features
    classes: int
    labelled: Grams
    labels: NDArray[np.int32]  # (n,)
    pieces: Taken
    unlabelled: Grams
    unlabelled_pieces: Taken
    earlier: SparseLinear | None = None  # a model to go on from


@dataclass(frozen=True)
class Trial:
    """A float model and what smaller ones learn from; `strength` of its penalty, and what a teacher said."""

    material: Material
    ranking: Ranking
    examples: Examples
    shift: NDArray[np.float64]  # (D,) back to the true shares of the classes
    strength: float
    lessons: Lessons | None = None

    @property
    def taught(self) -> bool:
        """Did a teacher answer?"""
        return self.lessons is not None and len(self.material.unlabelled) > 0

    @property
    def available(self) -> int:
        """How many features a package may keep."""
        return min(len(self.ranking.ids), ROWS)

    def on(self, rows: NDArray[np.int64]) -> Trial:
        """The same trial on other labelled rows: it sees the labels of no others, the teacher's answers stay."""
        return prepare(self.material, rows, self.strength, self.lessons)

    def student(self, kept: int, bits: int, multiplier: int) -> Student:
        """A small model of `kept` features, its bias set back to the true shares of the classes."""
        if earlier := self.material.earlier:
            made = go_on(self.ranking, kept, self.examples, earlier)
        else:
            made = cut(
                self.ranking,
                kept,
                self.examples,
                self.material.features,
                bits=bits,
                multiplier=multiplier,
                taught=self.taught,
            )
        weights = Weights(made.weights.values, made.weights.bias + self.shift)
        return replace(made, weights=weights, bias=made.bias + self.shift)


def material(
    features: Features,
    texts: Texts,
    labels: NDArray[np.int32],
    classes: int,
    earlier: SparseLinear | None = None,
) -> Material:
    """Tokenise everything."""
    return Material(
        features,
        classes,
        features.grams(texts.labelled),
        labels,
        _taken(features, texts.pieces),
        features.grams(texts.unlabelled),
        _taken(features, texts.unlabelled_pieces),
        earlier,
    )


def prepare(m: Material, rows: NDArray[np.int64], strength: float, taught: Lessons | None = None) -> Trial:
    """Fit the float model on the labelled texts `rows`; gather those, their pieces and pieces with guessed labels.

    With a teacher's lessons its answers take the place of guesses, the unlabelled texts count as wholes too, and the
    float model learns from them as well; of the same n-grams it leans on the teacher's own weights.
    """
    labels = m.labels[rows]
    by_class = class_weights(labels, m.classes)
    shift = prior_shift(by_class)
    examples = Examples(select(m.labelled, rows), one_hot(labels, m.classes), by_class[labels])
    parts = [examples]
    own = np.flatnonzero(np.isin(m.pieces.source, rows))
    if len(own):
        given = m.labels[m.pieces.source[own]]
        weights = m.pieces.weights[own] * by_class[given]
        parts.append(Examples(select(m.pieces.grams, own), one_hot(given, m.classes), weights))
    ranking = None if taught is not None and not np.isnan(taught.unlabelled).any() else _ranking(examples, strength)
    guessed = guesses(ranking, m.unlabelled, shift) if ranking and len(m.unlabelled) else None
    source = m.unlabelled_pieces.source
    if taught is not None:
        whole = _answered(taught.unlabelled, guessed)
        targets, weights = tilted(whole, np.full(len(whole), TAUGHT), by_class)
        parts.append(Examples(m.unlabelled, targets, weights))
        both = together([examples, parts[-1]])
        ranking = _ranking(both, TAUGHT_STRENGTH if len(m.unlabelled) else strength)
        if taught.gist is not None and m.features == Features(WORDS):
            ranking = leaning(ranking, taught.gist, len(both.grams))
        piece = _answered(taught.unlabelled_pieces, whole[source])
        weights = m.unlabelled_pieces.weights
        targets, weights = tilted(piece, np.where(weights == SHORT, TAUGHT_SHORT, weights), by_class)
        parts.append(Examples(m.unlabelled_pieces.grams, targets, weights))
    elif guessed is not None:
        parts.append(Examples(m.unlabelled_pieces.grams, guessed[source], m.unlabelled_pieces.weights))
    assert ranking is not None
    return Trial(m, ranking, together(parts), shift, strength, taught)


def _answered(said: NDArray[np.float64], otherwise: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """(n, D) what was said, or otherwise where nothing was (NaN)."""
    return said if otherwise is None else np.where(np.isnan(said), otherwise, said)


def _ranking(examples: Examples, strength: float) -> Ranking:
    texts = len(examples.grams)
    least = 1 if texts < FEW_TEXTS else 2 if texts < ENOUGH_TEXTS else 3 + texts // MANY_TEXTS
    ids = vocabulary(examples.grams, least=least, most=WEIGHTS // examples.targets.shape[1])
    return rank(ids, vocabulary_rows(examples.grams, ids), examples.targets, examples.weights, strength)


def _taken(features: Features, made: Pieces) -> Taken:
    return Taken(features.grams(made.texts), made.source, made.weights)


def held_out(student: Student, grams: Grams) -> NDArray[np.float64]:
    """(n, D) float scores of a student on other texts."""
    return student.weights.scores(bucket_rows(grams, student.bits, student.multiplier, student.buckets))
