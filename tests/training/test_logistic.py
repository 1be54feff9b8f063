"""Regressions: their gradients, the meaning of their parameters, ties."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pinnace.training.logistic import chances, cross_entropy, fit, one_hot, predicted, settled


@pytest.mark.parametrize("classes", [2, 3])
def test_the_derivative_is_that_of_the_loss(classes: int) -> None:
    random = np.random.default_rng(0)
    targets = one_hot(random.integers(classes, size=5).astype(np.int32), classes)
    scores = random.normal(size=targets.shape)
    _, errors = cross_entropy(scores, targets)
    for place in np.ndindex(scores.shape):
        moved = scores.copy()
        moved[place] += 1e-5
        slope = (cross_entropy(moved, targets)[0] - cross_entropy(scores, targets)[0]).sum() / 1e-5
        assert slope == pytest.approx(errors[place], abs=1e-3)


@pytest.mark.parametrize("classes", [2, 4])
def test_classes_that_a_feature_names_are_learnt(classes: int) -> None:
    labels = np.arange(40, dtype=np.int32) % classes
    rows = csr_matrix(np.eye(classes, dtype=np.float32)[labels])
    targets = one_hot(labels, classes)
    scale = np.ones((classes, targets.shape[1]), np.float32)
    model = fit(rows, targets, np.ones(40), scale, strength=1e-4)
    assert (predicted(model.scores(rows)) == labels).all()


def test_a_strong_penalty_keeps_the_mean() -> None:
    rows = csr_matrix(np.eye(2, dtype=np.float32)[np.array([0, 1] * 10)])
    mean = np.array([[3.0], [-2.0]], np.float32)
    targets = one_hot(np.array([0, 1] * 10, np.int32), 2)
    model = fit(rows, targets, np.ones(20), np.ones((2, 1), np.float32), strength=1e5, mean=mean)
    np.testing.assert_allclose(model.values, mean, atol=1e-3)


@pytest.mark.parametrize("classes", [2, 3])
def test_a_settled_bias_gives_every_class_its_share(classes: int) -> None:
    random = np.random.default_rng(1)
    targets = one_hot((random.random(400) ** 3 * classes).astype(np.int32), classes)
    given, weights = random.normal(size=targets.shape), random.random(400)
    found = chances(given + settled(given, targets, weights))
    assert np.average(found, axis=0, weights=weights) == pytest.approx(
        np.average(targets, axis=0, weights=weights), abs=1e-3
    )


def test_ties_go_to_the_lower_class() -> None:
    assert predicted(np.zeros((1, 1))).tolist() == [0]
    assert predicted(np.array([[1.0, 5.0, 5.0]])).tolist() == [1]


def test_chances_of_huge_scores_are_finite() -> None:
    np.testing.assert_allclose(chances(np.array([[1e4, -1e4, 0.0]])), [[1.0, 0.0, 0.0]])
