"""The normal distribution, without the half second that importing scipy.special takes."""

from __future__ import annotations

import numpy as np

# Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: erf to 1.5e-7.
P = 0.3275911
COEFFICIENTS = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def below(z: np.ndarray) -> np.ndarray:
    """Chance that a standard normal value is below z (any shape); off by less than 1e-7."""
    x = np.abs(z) * 0.7071067811865476
    t = 1 / (1 + P * x)
    tail = 0.5 * np.polyval((*COEFFICIENTS, 0.0), t) * np.exp(-x * x)
    return np.where(z < 0, tail, 1 - tail)
