"""depthwise.v1: each channel convolved by itself, the cheap half of a separable convolution.

Howard et al., "MobileNets: efficient convolutional neural networks for mobile vision applications" (2017).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pinnace.training.networks.integer import INT8, multiplier_of, requantised, rounded
from pinnace.training.networks.layers.layer import LARGEST_BIAS, Layer, Rows, shifted, weight_steps


class Depthwise(Layer):
    """(B, T, C) -> (B, ceil(T / stride), C), int8."""

    def __init__(self, channels: int, *, width: int, stride: int = 1, dilation: int = 1, relu: bool = False) -> None:
        super().__init__()
        self.width, self.stride, self.dilation, self.relu = width, stride, dilation, relu
        start = torch.randn(width, channels) * 0.3
        start[(width - 1) // 2] += 1.0  # begins near the identity
        self.weight = nn.Parameter(start)
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, rows: Rows) -> Rows:
        taps = shifted(rows.values, self.width, self.dilation, self.stride)
        mask = rows.mask[:, :: self.stride]
        if rows.step is None:
            values = sum((tap * w for tap, w in zip(taps, self.weight, strict=True)), self.bias)
            self.observe(values * mask)
            return Rows((torch.relu(values) if self.relu else values) * mask, mask)
        weights, bias, multiplier, shift = self.integers(rows.step)
        sums = sum((tap * w for tap, w in zip(taps, weights, strict=True)), bias)
        values = requantised(sums, multiplier, shift, 0 if self.relu else -INT8, INT8)
        return Rows(values * mask, mask, self.step(INT8))

    def integers(self, step: float) -> tuple[Tensor, Tensor, Tensor, int]:
        """Whole numbers for inputs of this step: weights (w, C), bias (C,), multiplier (C,), shift."""
        steps = weight_steps(self.weight, (0,))
        bias = torch.clamp(rounded(self.bias / (step * steps)), -LARGEST_BIAS, LARGEST_BIAS)
        return rounded(self.weight / steps), bias, *multiplier_of(step * steps / self.step(INT8))
