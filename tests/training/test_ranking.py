"""The float model that small ones are cut from: which features come first, and how it leans on a teacher's weights."""

from __future__ import annotations

import numpy as np

from pinnace.training.logistic import Weights
from pinnace.training.ranking import Ranking, leaning, usefulness
from pinnace.training.teacher import Gist


def test_what_moves_the_scores_most_is_most_useful() -> None:
    values = np.array([[1.0], [1.0], [3.0], [5.0]], np.float32)
    counts = np.array([50.0, 5.0, 5.0, 100.0])  # of 100 texts: the last feature is in all, so it moves nothing
    assert np.argsort(-usefulness(values, counts, 100)).tolist() == [2, 0, 3, 1]


def test_it_leans_on_what_the_teacher_knows() -> None:
    ids = np.array([2, 5, 9], np.uint32)
    own = Ranking(
        ids, Weights(np.array([[0.4], [0.2], [-0.1]], np.float32), np.zeros(1)), np.full(3, 10.0), np.arange(3)
    )
    leant = leaning(own, Gist(np.array([5, 9, 11], np.uint32), np.array([[0.0], [-2.0], [7.0]], np.float32)), 100)
    assert np.allclose(leant.weights.values.ravel(), [0.12, 0.06, -1.43])
    assert leant.known and not own.known
    assert leant.order.tolist() == [2, 0, 1], "ranked by where it stands now"
    assert (leant.ids == ids).all() and (leant.counts == own.counts).all()
