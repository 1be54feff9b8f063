"""What quantised layers share: steps, multipliers, and rounding that lets gradients through.

Y. Bengio et al., "Estimating or propagating gradients through stochastic neurons" (2013); B. Jacob et al.,
"Quantization and training of neural networks for efficient integer-arithmetic-only inference" (CVPR 2018).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

LARGEST = 127.0  # of int8, and of weights
UNIT = 1024.0  # scores: 1/1024 nat
MULTIPLIER_BITS = 21


def rounded(x: Tensor) -> Tensor:
    """The nearest whole number, halves up; the gradient passes straight through."""
    return x + (torch.floor(x + 0.5) - x).detach()


def weight_steps(weights: Tensor) -> Tensor:
    """(O,) real value of one unit of each output's weights."""
    return (weights.detach().flatten(1).abs().amax(1) / LARGEST).clamp(min=1e-8)


def multiplier_of(ratios: Tensor) -> tuple[Tensor, int]:
    """(M (O,) whole numbers below 2^21, S) with M / 2^S close to ratios (O,) > 0."""
    shift = min(max(MULTIPLIER_BITS - math.frexp(max(float(ratios.max()), 1e-12))[1], 1), 62)
    return torch.clamp(torch.floor(ratios.double() * 2.0**shift + 0.5), max=2.0**MULTIPLIER_BITS - 1), shift
