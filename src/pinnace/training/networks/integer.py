"""The integer arithmetic of spec/ops.md on floating-point tensors that hold whole numbers, with gradients.

Every function computes what the core computes: exactly in float64 (all products stay below 2^53), and up to a rare
rounding in float32, which training uses. Rounding has no gradient, so it is passed straight through (Bengio, Léonard &
Courville, "Estimating or propagating gradients through stochastic neurons", 2013; Jacob et al., "Quantization and
training of neural networks for efficient integer-arithmetic-only inference", CVPR 2018).
"""

from __future__ import annotations

import functools
import math

import torch
from torch import Tensor

from pinnace.checking.reference.softmax import POWERS, logistic

UNIT = 1024  # scores and gates: 1/1024 nat
INT8, INT16, SCORE = 127, 32767, 1 << 30  # the largest magnitudes; results are clamped symmetrically
MULTIPLIER_BITS = 21  # of M: accumulators have at most 31, and float64 holds 53


def straight_through(exact: Tensor, smooth: Tensor) -> Tensor:
    """The value of `exact` with the gradient of `smooth`."""
    return exact.detach() + (smooth - smooth.detach())


def rounded(x: Tensor) -> Tensor:
    """The nearest whole number, halves up."""
    return straight_through(torch.floor(x + 0.5), x)


def multiplier_of(ratios: Tensor) -> tuple[Tensor, int]:
    """(M (O,) whole numbers below 2^21, S) with M / 2^S as close to ratios (O,) > 0 as that allows."""
    largest = max(float(ratios.max()), 1e-12)
    shift = min(max(MULTIPLIER_BITS - math.frexp(largest)[1], 1), 62)
    return torch.clamp(torch.floor(ratios.double() * 2.0**shift + 0.5), max=2.0**MULTIPLIER_BITS - 1), shift


def requantised(sums: Tensor, multiplier: Tensor, shift: int, low: int, high: int) -> Tensor:
    """clamp((sums * M + 2^(S-1)) >> S)."""
    return torch.clamp(rounded(sums * multiplier.to(sums.dtype) * 2.0**-shift), low, high)


@functools.cache
def sigmoid_table() -> Tensor:
    """(2048,) Q15: the sigmoid of (i - 1024) / 128 nat, halves of logistic.v1's probabilities."""
    return torch.tensor([(logistic(8 * i)[1] + 1) >> 1 for i in range(-1024, 1024)], dtype=torch.float64)


def sigmoid(x: Tensor) -> Tensor:
    """Q15 sigmoid of whole numbers in 1/1024 nat."""
    index = torch.clamp(torch.floor((x.detach() + 4) / 8), -1024, 1023).long() + 1024
    return straight_through(sigmoid_table().to(x)[index], torch.sigmoid(x / UNIT) * 32768)


def softmax(scores: Tensor, mask: Tensor) -> Tensor:
    """softmax.v1 over dim 1 of scores (B, T, 1), whole numbers in 1/1024 nat: 1/65536, zero where mask (B, T, 1) is."""
    masked = torch.where(mask > 0, scores, torch.full_like(scores, -float(SCORE)))
    with torch.no_grad():
        whole = masked.round().long()
        largest, top = whole.max(1, keepdim=True)
        turns = torch.clamp((largest - whole) * 94548 >> 10, max=1 << 22)
        powers = torch.tensor(POWERS, device=scores.device)
        found = powers[0][turns >> 12 & 15]
        for k, shift in ((1, 8), (2, 4), (3, 0)):
            found = (found * powers[k][turns >> shift & 15] + (1 << 30)) >> 31
        found = torch.where(turns >> 16 > 31, 0, found >> torch.clamp(turns >> 16, max=31))
        found = torch.where(mask > 0, found, 0)
        shares = (found << 16) // torch.clamp(found.sum(1, keepdim=True), min=1)
        shares.scatter_add_(1, top, 65536 - shares.sum(1, keepdim=True))
        exact = torch.where(mask > 0, shares, 0).to(scores)
    return straight_through(exact, torch.softmax(masked / UNIT, 1) * 65536 * mask)
