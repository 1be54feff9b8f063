"""From vectors to scores."""

from __future__ import annotations

import numpy as np

from pinnace.training.logistic import one_hot, predicted
from pinnace.training.teacher.head import fit_head


def test_classes_that_a_line_parts_are_told_apart() -> None:
    random = np.random.default_rng(0)
    for classes in (2, 3):
        vectors = random.standard_normal((600, 8)).astype(np.float32) * np.linspace(0.01, 10, 8, dtype=np.float32)
        scaled = vectors / np.linspace(0.01, 10, 8)
        labels = np.argmax(scaled @ random.standard_normal((8, classes)), axis=1).astype(np.int32)
        head = fit_head(vectors, one_hot(labels, classes), np.ones(600))
        assert (predicted(head.scores(vectors)) == labels).mean() > 0.95


def test_a_text_without_weight_teaches_nothing() -> None:
    vectors = np.array([[1.0], [-1.0], [1.0]] * 10, np.float32)
    targets = np.array([[1.0], [0.0], [0.0]] * 10)
    head = fit_head(vectors, targets, np.array([1.0, 1.0, 0.0] * 10))
    assert head.scores(np.ones((1, 1), np.float32))[0, 0] > 1
