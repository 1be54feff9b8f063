"""The blend of two models: sure where they are right, less sure where they are not, by length."""

from __future__ import annotations

import numpy as np

from pinnace.training.logistic import chances, cross_entropy
from pinnace.training.teacher.blend import fit_blend


def test_the_model_that_knows_gets_the_weight_and_the_one_that_does_not_gets_none() -> None:
    random = np.random.default_rng(0)
    truth = random.standard_normal((4000, 1)) * 2
    targets = (random.random((4000, 1)) < chances(truth)).astype(float)
    noise = random.standard_normal((4000, 1)) * 5
    blend = fit_blend(noise, 3 * truth, np.full(4000, 300.0), targets, np.ones(4000))
    assert abs(blend.scales[0]) < 0.1 and abs(blend.scales[2] - 1 / 3) < 0.05


def test_short_texts_get_a_scale_of_their_own() -> None:
    """A model that is as sure of short texts as of long ones, and mostly wrong about the short ones."""
    random = np.random.default_rng(1)
    said = np.sign(random.standard_normal((4000, 1))) * 4
    grams = np.where(np.arange(4000) % 2, 30.0, 300.0)
    right = random.random((4000, 1)) < np.where(grams < 100, 0.6, 0.95)[:, None]
    targets = np.where(right, said > 0, said < 0).astype(float)
    blend = fit_blend(said * 0, said, grams, targets, np.ones(4000))
    scores = blend(said * 0, said, grams)
    assert np.abs(scores[grams < 100]).mean() < 0.3 * np.abs(scores[grams > 100]).mean()
    alone, _ = cross_entropy(said * 0.5, targets)
    blended, _ = cross_entropy(scores, targets)
    assert blended.mean() < alone.mean()
