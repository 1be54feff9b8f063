"""What a model learns from: texts as n-grams, with sure or guessed classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams
from pinnace.training.rows import join


@dataclass(frozen=True)
class Examples:
    """grams of n texts, targets (n, D) probabilities (D = 1: of the second of two classes), weights (n,) of texts."""

    grams: Grams
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]


def together(parts: Sequence[Examples]) -> Examples:
    """All examples, one part after the other."""
    return Examples(
        join([part.grams for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )
