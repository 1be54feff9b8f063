"""Weights of rare classes, and the way back."""

from __future__ import annotations

import numpy as np

from pinnace.training.balance import class_weights, prior_shift


def test_rare_classes_weigh_more_and_the_mean_is_one() -> None:
    labels = np.array([0] * 90 + [1] * 10, np.int32)
    weights = class_weights(labels, 2)
    assert weights[1] > weights[0]
    np.testing.assert_allclose(weights[labels].mean(), 1.0)


def test_the_shift_undoes_the_weights() -> None:
    labels = np.array([0] * 90 + [1] * 10, np.int32)
    weights = class_weights(labels, 2)
    weighted = np.log(10 * weights[1]) - np.log(90 * weights[0])
    np.testing.assert_allclose(weighted + prior_shift(weights), [np.log(10 / 90)])


def test_a_class_without_rows_is_harmless() -> None:
    assert np.isfinite(class_weights(np.zeros(5, np.int32), 3)).all()
