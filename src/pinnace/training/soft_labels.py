"""Texts without labels: the float model says how likely each class is, and smaller models learn from what it says.

Self-training with soft labels (Scudder 1965), the guess of a whole text going to its pieces: see `pieces`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training.logistic import chances
from pinnace.training.ranking import Ranking
from pinnace.training.vocabulary import vocabulary_rows


def guesses(ranking: Ranking, grams: Grams, shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, D) chances of the classes of n texts; `shift` (D,) sets a weighted model back to the true shares."""
    return chances(ranking.weights.scores(vocabulary_rows(grams, ranking.ids)) + shift)
