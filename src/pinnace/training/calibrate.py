"""Probabilities that mean what they say: one temperature and, where it pays, a shift per class, from held-out texts.

Guo et al., "On calibration of modern neural networks" (ICML 2017). Both are folded into the packaged integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from pinnace.training.logistic import chances, cross_entropy, predicted

BINS = 15


@dataclass(frozen=True)
class Calibration:
    """calibrated scores = scale * scores + shift (D,)."""

    scale: float
    shift: NDArray[np.float64]

    def __call__(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.scale * scores + self.shift


def calibrate(
    scores: NDArray[np.float64], targets: NDArray[np.float64], *, shift: bool = True, scaled: bool = True
) -> Calibration:
    """The calibration that minimises the cross-entropy of held-out texts, scores and targets (n, D); a scale of 1 and
    no shift where they are not wanted.

    It is drawn a little towards leaving things as they are: the pull is worth ten texts, so that a handful of texts
    cannot turn a model over.
    """
    texts, columns = scores.shape
    pull = 10.0 / (texts + 10.0)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scale, moved = np.exp(point[0]), point[1:] if shift else 0.0
        losses, errors = cross_entropy(scale * scores + moved, targets)
        gradient = np.concatenate([[scaled * scale * (errors * scores).sum() / texts], errors.mean(0)])
        return losses.mean() + 0.5 * pull * (point @ point), (
            gradient + pull * point if shift else (gradient + pull * point)[:1]
        )

    found = minimize(loss, np.zeros(1 + columns * shift), jac=True, method="BFGS").x
    return Calibration(float(np.exp(found[0])), found[1:] if shift else np.zeros(columns))


def calibration_error(scores: NDArray[np.float64], labels: NDArray[np.int32]) -> float:
    """Expected calibration error: mean |confidence - accuracy| of the likeliest class over BINS bins of confidence."""
    given = chances(scores)
    confidence = np.maximum(given, 1.0 - given)[:, 0] if given.shape[1] == 1 else given.max(1)
    right = predicted(scores) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gap = np.bincount(bins, weights=confidence - right, minlength=BINS)
    return float(np.abs(gap).sum() / max(len(labels), 1))
