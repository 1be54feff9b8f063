"""Logistic regression (two classes) and softmax regression (more) on sparse rows, scaled by log-count ratios.

The weights are mean + scale * v and the penalty is on v, so a feature that says nothing on its own count stays near its
mean, and one that says much may move far.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from pinnace.training.minimise import Vector, minimise
from pinnace.training.rows import Rows

ITERATIONS = 25  # small models of IMDB gain nothing from more
STRENGTH = 5e-4  # of the penalty on v, beside the mean loss of a text


@dataclass(frozen=True)
class Weights:
    """Float weights: values (K, D) float32 and bias (D,) float64, in nats."""

    values: NDArray[np.float32]
    bias: NDArray[np.float64]

    def scores(self, rows: Rows) -> NDArray[np.float64]:
        """(n, D)."""
        return np.asarray(rows @ self.values, np.float64) + self.bias


def fit(
    rows: Rows,
    targets: NDArray[np.float64],
    weights: NDArray[np.float64],
    scale: NDArray[np.float32],
    *,
    strength: float = STRENGTH,
    mean: NDArray[np.float32] | None = None,
    iterations: int = ITERATIONS,
) -> Weights:
    """The weights that minimise the weighted mean cross-entropy + strength/2 * |v|^2.

    rows (n, K); targets (n, D) probabilities; weights (n,) of texts; scale and mean (K, D).
    """
    size, columns = scale.shape
    total = weights.sum()
    given = 0.0 if mean is None else rows @ mean
    bias = first_bias(targets, weights)
    across = rows.T.tocsr()

    def loss(point: Vector) -> tuple[float, Vector]:
        v, shift = point[:-columns].reshape(size, columns), point[-columns:]
        scores = (rows @ (scale * v) + given).astype(np.float64) + shift + bias
        losses, errors = cross_entropy(scores, targets)
        errors *= (weights / total)[:, None]
        value = float((losses * weights).sum() / total + 0.5 * strength * np.square(v, dtype=np.float64).sum())
        gradient = np.empty_like(point)
        gradient[:-columns] = (scale * (across @ errors.astype(np.float32)) + np.float32(strength) * v).ravel()
        gradient[-columns:] = errors.sum(0)
        return value, gradient

    point = minimise(loss, np.zeros(size * columns + columns, np.float32), iterations=iterations)
    values = scale * point[:-columns].reshape(size, columns)
    return Weights(values if mean is None else values + mean, bias + point[-columns:])


def settled(
    given: NDArray[np.float64], targets: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(D,) the bias that minimises the weighted cross-entropy beside the scores given (n, D)."""
    share = (weights / weights.sum())[:, None]

    def loss(bias: Vector) -> tuple[float, Vector]:
        losses, errors = cross_entropy(given + bias, targets)
        return float(losses @ share[:, 0]), (errors * share).sum(0).astype(np.float32)

    return minimise(loss, np.zeros(given.shape[1], np.float32), iterations=ITERATIONS).astype(np.float64)


def cross_entropy(
    scores: NDArray[np.float64], targets: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(loss of each text (n,), its derivative by the scores (n, D))."""
    if scores.shape[1] == 1:
        return (np.logaddexp(0.0, scores) - targets * scores)[:, 0], expit(scores) - targets
    logs = _log_softmax(scores)
    return -(targets * logs).sum(1), np.exp(logs) - targets


def chances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, D) probabilities: of the second class when D = 1, else of each."""
    if scores.shape[1] == 1:
        return np.asarray(expit(scores))
    return np.asarray(np.exp(_log_softmax(scores)))


def predicted(scores: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) index of the likeliest class; ties go to the lower one, as in the core."""
    if scores.shape[1] == 1:
        return (scores[:, 0] > 0).astype(np.int64)
    return np.argmax(scores, axis=1)


def one_hot(labels: NDArray[np.int32], classes: int) -> NDArray[np.float64]:
    """(n, D) targets of certain labels."""
    if classes == 2:
        return (labels == 1).astype(np.float64)[:, None]
    return np.eye(classes)[labels]


def _log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = scores - scores.max(1, keepdims=True)
    return np.asarray(moved - np.log(np.exp(moved).sum(1, keepdims=True)))


def first_bias(targets: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The bias of a model without features: the classes' log shares."""
    share = np.clip(np.average(targets, axis=0, weights=weights), 1e-6, 1.0)
    return np.log(share) if len(share) > 1 else np.log(share) - np.log(np.maximum(1.0 - share, 1e-6))
