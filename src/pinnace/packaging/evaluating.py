"""How often a package agrees with labelled data."""

from __future__ import annotations

from typing import Any

import numpy as np

from pinnace.data.dataset import Dataset
from pinnace.data.pictures import PictureSet
from pinnace.runtime import Package


def evaluate(package: Package, dataset: Dataset | PictureSet) -> dict[str, Any]:
    """Accuracy, log loss, calibration error and per-class precision and recall on the labelled rows of `dataset`.

    `dataset.classes` begin with the package's labels, in its order; rows of other classes count as wrong.
    calibration_error: expected, over 15 bins of equal width (Guo et al., "On Calibration of Modern Neural
    Networks", 2017).
    standard_error: of the accuracy, sqrt(a (1 - a) / n).
    """
    rows = np.flatnonzero(dataset.labels >= 0)
    truth = dataset.labels[rows]
    inputs = dataset.texts if isinstance(dataset, Dataset) else dataset.seen
    answers = package.predict([inputs[row] for row in rows])
    n = len(rows)
    if not n:
        return {"accuracy": None, "n": 0}
    right = answers.indices == truth
    chances = answers.probabilities / 65536
    known = truth < len(package.labels)
    of_truth = np.where(known, chances[np.arange(n), np.where(known, truth, 0)], 0.0)
    accuracy = float(right.mean())
    return {
        "accuracy": accuracy,
        "n": n,
        "standard_error": float(np.sqrt(accuracy * (1 - accuracy) / n)),
        "log_loss": float(-np.log(np.maximum(of_truth, 1 / 131072)).mean()),
        "calibration_error": calibration_error(chances.max(1), right),
        "classes": {label: _class_row(answers.indices == i, truth == i) for i, label in enumerate(package.labels)},
    }


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """Mean distance between confidence (n,) and accuracy, over bins of equal width, weighted by their rows."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(which, confidence - right, bins)
    return float(np.abs(gaps).sum() / len(right))


def _class_row(predicted: np.ndarray, true: np.ndarray) -> dict[str, float]:
    both = int((predicted & true).sum())
    return {
        "n": int(true.sum()),
        "precision": both / max(1, int(predicted.sum())),
        "recall": both / max(1, int(true.sum())),
    }
