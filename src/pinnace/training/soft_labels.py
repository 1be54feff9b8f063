"""Texts without labels: the float model guesses their classes, and smaller models learn from the guesses too.

Self-training with soft labels (Scudder 1965; Lee 2013 with hard ones). It helps the smallest packages most: what they
must know best is how the common n-grams of *all* texts lean.
"""

from __future__ import annotations

import numpy as np

from pinnace.runtime.text import Grams
from pinnace.training.examples import Examples
from pinnace.training.logistic import chances
from pinnace.training.ranking import Ranking
from pinnace.training.rows import join
from pinnace.training.vocabulary import vocabulary_rows

WEIGHT = 2.0  # of a guessed text beside a labelled one; 1 was worse on IMDB, 3 no better


def with_guesses(examples: Examples, grams: Grams, ranking: Ranking, weight: float) -> Examples:
    """The examples and texts whose targets are the ranking's guesses, each of weight `weight`."""
    guessed = chances(ranking.weights.scores(vocabulary_rows(grams, ranking.ids)))
    return Examples(
        join([examples.grams, grams]),
        np.concatenate([examples.targets, guessed]),
        np.concatenate([examples.weights, np.full(len(grams), weight)]),
    )
