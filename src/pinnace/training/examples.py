"""What a model learns from: texts as n-grams, with sure or guessed classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import Grams


@dataclass(frozen=True)
class Examples:
    """grams of n texts, targets (n, D) probabilities (D = 1: of the second of two classes), weights (n,) of texts."""

    grams: Grams
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]
