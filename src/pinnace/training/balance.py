"""Rare classes: texts of a rare class weigh more while fitting, and the bias is set back to the true shares afterwards.

Weighting lets a rare class shape its weights; without the way back, it would also be predicted too often.
Prior correction as in King & Zeng, "Logistic regression in rare events data" (2001), per class.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TEMPER = 0.5  # 0: every text alike; 1: every class alike


def class_weights(labels: NDArray[np.int32], classes: int) -> NDArray[np.float64]:
    """(classes,) weight of a text of each class, of mean 1 over the texts; a class without texts gets 1."""
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    weights = np.where(counts > 0, (len(labels) / (classes * np.maximum(counts, 1.0))) ** TEMPER, 1.0)
    return np.asarray(weights * len(labels) / max((weights * counts).sum(), 1e-12))


def prior_shift(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(D,) what to add to the scores of a model fitted with these class weights (D = 1 for two classes)."""
    logs = np.log(weights)
    return logs[:1] - logs[1:] if len(logs) == 2 else -logs


def tilted(
    targets: NDArray[np.float64], weights: NDArray[np.float64], by_class: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(targets (n, D), weights (n,)) of texts with unsure classes, as class weights would have it.

    A text that is of class c with chance t_c counts as one text of each class with weight t_c.
    """
    every = np.concatenate([1.0 - targets, targets], axis=1) if targets.shape[1] == 1 else targets
    heavier = every * by_class
    total = np.maximum(heavier.sum(1, keepdims=True), 1e-12)
    return (heavier / total)[:, -targets.shape[1] :], weights * total[:, 0]
