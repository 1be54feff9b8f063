"""Two models' scores to one, in nats that mean what they say: by the length of the text, learnt from texts neither saw.

A score from a mean of vectors is as large for ten words as for a thousand, and too sure of itself; one from a sum of
weights grows with the text. So both are scaled, and the scale moves with the logarithm of the number of n-grams.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from pinnace.training.logistic import cross_entropy

TYPICAL = 300.0  # n-grams of a text at which the second scale of each model counts nothing
START = (0.3, 0.0, 0.35, 0.0)  # on IMDB near the best
PULL = 20.0  # texts that the start is worth


@dataclass(frozen=True)
class Blend:
    """scores = (a + b l) direct + (c + d l) by_vectors + bias, where l = log(n-grams / TYPICAL); scales (4,)."""

    scales: NDArray[np.float64]
    bias: NDArray[np.float64]

    def __call__(
        self, direct: NDArray[np.float64], by_vectors: NDArray[np.float64], grams: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """(n, D) of both models' scores (n, D) for texts of grams (n,) n-grams."""
        length = _length(grams)
        a, b, c, d = self.scales
        return (a + b * length) * direct + (c + d * length) * by_vectors + self.bias


def _length(grams: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 1)."""
    return np.log(np.maximum(grams, 3.0) / TYPICAL)[:, None]


def fit_blend(
    direct: NDArray[np.float64],
    by_vectors: NDArray[np.float64],
    grams: NDArray[np.float64],
    targets: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> Blend:
    """The blend that minimises the weighted mean cross-entropy of texts that neither model has seen, drawn to START;
    START itself when there are no texts.
    """
    length, share = _length(grams), (weights / max(weights.sum(), 1e-12))[:, None]
    parts = [direct, length * direct, by_vectors, length * by_vectors]
    pull, start = PULL / (weights.sum() + PULL), np.concatenate([START, np.zeros(direct.shape[1])])

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = sum((p * part for p, part in zip(point[:4], parts, strict=True)), point[4:])
        losses, errors = cross_entropy(scores, targets)
        errors = errors * share
        gradient = np.concatenate([[(errors * part).sum() for part in parts], errors.sum(0)])
        moved = point - start
        return float((losses * share[:, 0]).sum() + 0.5 * pull * (moved @ moved)), gradient + pull * moved

    found = minimize(loss, start, jac=True, method="BFGS").x
    return Blend(found[:4], found[4:])
