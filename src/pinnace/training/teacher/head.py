"""From vectors of texts to scores of classes: logistic or softmax regression on a few hundred dense numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.logistic import cross_entropy
from pinnace.training.minimise import Vector, minimise

STRENGTH = 3e-4  # of the penalty, beside the mean loss of a text, for numbers of deviation 1
ITERATIONS = 100


@dataclass(frozen=True)
class Head:
    """scores = vectors @ values (width, D) + bias (D,)."""

    values: NDArray[np.float32]
    bias: NDArray[np.float64]

    def scores(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """(n, D) of vectors (n, width)."""
        return np.einsum("nw,wd->nd", vectors, self.values).astype(np.float64) + self.bias


def fit_head(vectors: NDArray[np.float32], targets: NDArray[np.float64], weights: NDArray[np.float64]) -> Head:
    """The head that minimises the weighted mean cross-entropy of targets (n, D); vectors (n, width), weights (n,).

    Sums by einsum, not by BLAS: the same whatever the number of threads.
    """
    deviation = np.maximum(vectors.std(0), 1e-6)
    numbers, share = vectors / deviation, (weights / weights.sum())[:, None]
    width, columns = vectors.shape[1], targets.shape[1]

    def loss(point: Vector) -> tuple[float, Vector]:
        values, bias = point[:-columns].reshape(width, columns), point[-columns:]
        losses, errors = cross_entropy(np.einsum("nw,wd->nd", numbers, values).astype(np.float64) + bias, targets)
        errors *= share
        gradient = np.empty_like(point)
        gradient[:-columns] = (np.einsum("nw,nd->wd", numbers, errors.astype(np.float32)) + STRENGTH * values).ravel()
        gradient[-columns:] = errors.sum(0)
        penalty = 0.5 * STRENGTH * float(np.square(values, dtype=np.float64).sum())
        return float((losses * share[:, 0]).sum()) + penalty, gradient

    point = minimise(loss, np.zeros(width * columns + columns, np.float32), iterations=ITERATIONS, tolerance=1e-7)
    return Head(point[:-columns].reshape(width, columns) / deviation[:, None], point[-columns:].astype(np.float64))
