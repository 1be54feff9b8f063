"""One set of training rows under one choice of features: the float model, and what small models learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training.balance import class_weights, prior_shift
from pinnace.training.buckets import bucket_rows
from pinnace.training.examples import Examples, together
from pinnace.training.features import Features
from pinnace.training.logistic import Weights, one_hot
from pinnace.training.pieces import Pieces, pieces
from pinnace.training.ranking import Ranking, rank
from pinnace.training.rows import select
from pinnace.training.soft_labels import guesses
from pinnace.training.student import Student, cut
from pinnace.training.vocabulary import vocabulary, vocabulary_rows

WEIGHTS = 4_000_000  # of the float model: bounds the memory of the solver to some 400 MB
FEW_TEXTS, ENOUGH_TEXTS = 300, 15_000  # below these, an n-gram of one text and of two counts; else of three or more
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


@dataclass(frozen=True)
class Trial:
    """A float model and what smaller ones learn from."""

    material: Material
    ranking: Ranking
    examples: Examples
    shift: NDArray[np.float64]  # (D,) back to the true shares of the classes

    def student(self, kept: int, bits: int, multiplier: int) -> Student:
        """A small model of `kept` features, its bias set back to the true shares of the classes."""
        made = cut(self.ranking, kept, self.examples, self.material.features, bits=bits, multiplier=multiplier)
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
    """Tokenise everything."""
    ours, theirs = pieces(texts, seed), pieces(unlabelled, seed + 1, whole_if_short=True)
    return Material(
        features,
        classes,
        features.grams(texts),
        labels,
        _taken(features, ours),
        features.grams(unlabelled),
        _taken(features, theirs),
    )


def prepare(m: Material, rows: NDArray[np.int64], strength: float) -> Trial:
    """Fit the float model on the labelled texts `rows`; gather those, their pieces and pieces with guessed labels."""
    labels = m.labels[rows]
    by_class = class_weights(labels, m.classes)
    shift = prior_shift(by_class)
    examples = Examples(select(m.labelled, rows), one_hot(labels, m.classes), by_class[labels])
    ranking = _ranking(examples, strength)
    parts = [examples]
    own = np.flatnonzero(np.isin(m.pieces.source, rows))
    if len(own):
        given = m.labels[m.pieces.source[own]]
        weights = m.pieces.weights[own] * by_class[given]
        parts.append(Examples(select(m.pieces.grams, own), one_hot(given, m.classes), weights))
    if len(m.unlabelled):
        said = guesses(ranking, m.unlabelled, shift)[m.unlabelled_pieces.source]
        parts.append(Examples(m.unlabelled_pieces.grams, said, m.unlabelled_pieces.weights))
    return Trial(m, ranking, together(parts), shift)


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
