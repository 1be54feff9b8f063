"""Which features deserve their bytes: a float model over all of them, and how much each moves the scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.log_count_ratio import log_count_ratio
from pinnace.training.logistic import Weights, fit
from pinnace.training.rows import Rows, occurrences
from pinnace.training.teacher.gist import Gist

LEAN = 0.7


@dataclass(frozen=True)
class Ranking:
    """The float model that everything smaller is cut from.

    ids      (V,) uint32 n-gram identities, ascending
    weights  their float weights (V, D)
    counts   (V,) in how many texts each occurs, unlabelled texts included
    order    (V,) most useful first
    known    whether the weights are mostly a teacher's own, which is more than answers for some texts can tell
    """

    ids: NDArray[np.uint32]
    weights: Weights
    counts: NDArray[np.float64]
    order: NDArray[np.int64]
    known: bool = False


def rank(
    ids: NDArray[np.uint32], rows: Rows, targets: NDArray[np.float64], weights: NDArray[np.float64], strength: float
) -> Ranking:
    """Fit the float model on rows (n, V) and order its features."""
    fitted = fit(rows, targets, weights, log_count_ratio(rows, targets, weights), strength=strength)
    counts = occurrences(rows)
    return Ranking(ids, fitted, counts, np.argsort(-usefulness(fitted.values, counts, rows.shape[0]), kind="stable"))


def leaning(ranking: Ranking, gist: Gist, texts: int) -> Ranking:
    """LEAN of the way from the float model's weights to the teacher's own; `texts` are what the ranking was counted in.

    On a split of IMDB by film the log loss of all features is 0.2175 of the float model's weights, 0.2114 of the
    teacher's and 0.2111 here; 0.2094 of the teacher itself.
    """
    values = (1.0 - LEAN) * ranking.weights.values + np.float32(LEAN) * gist.of(ranking.ids)
    order = np.argsort(-usefulness(values, ranking.counts, texts), kind="stable")
    return Ranking(ranking.ids, Weights(values, ranking.weights.bias), ranking.counts, order, known=True)


def usefulness(values: NDArray[np.float32], counts: NDArray[np.float64], texts: int) -> NDArray[np.float64]:
    """(K,) standard deviation over texts of what a feature adds to the scores: |w| sqrt(p (1 - p)).

    With several classes |w| is measured from their mean, which softmax does not see.
    """
    centred = values if values.shape[1] == 1 else values - values.mean(1, keepdims=True)
    share = counts / max(texts, 1)
    return np.sqrt(np.square(centred, dtype=np.float64).sum(1) * share * np.maximum(1.0 - share, 1.0 / max(texts, 1)))
