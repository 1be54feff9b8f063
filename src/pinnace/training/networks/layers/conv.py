"""conv.v1: a convolution over rows; of width 1 on one row it is a fully connected layer."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pinnace.training.networks.integer import INT8, INT16, SCORE, UNIT, multiplier_of, requantised, rounded
from pinnace.training.networks.layers.layer import LARGEST_BIAS, Layer, Rows, shifted, weight_steps


class Conv(Layer):
    """(B, T, I) -> (B, ceil(T / stride), O).

    The first `free` of the O channels have a step of their own making, of which `limit` reach the peak; the others are
    in 1/1024 nat. limit INT8 gives an int8 result unless `wide`; SCORE gives int32.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        width: int = 1,
        stride: int = 1,
        dilation: int = 1,
        relu: bool = False,
        free: int | None = None,
        limit: int = INT8,
        wide: bool = False,
    ) -> None:
        super().__init__()
        self.width, self.stride, self.dilation, self.relu, self.limit = width, stride, dilation, relu, limit
        self.free = outputs if free is None else free
        self.clamp = limit if limit == SCORE else INT16 if wide or limit > INT8 else INT8
        self.weight = nn.Parameter(torch.randn(outputs, width * inputs) * (2.0 / (width * inputs)) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.scale = 1.0  # scores are multiplied by it: calibration

    def forward(self, rows: Rows) -> Rows:
        taps = torch.cat(shifted(rows.values, self.width, self.dilation, self.stride), 2)
        mask = rows.mask[:, :: self.stride]
        if rows.step is None:
            values = nn.functional.linear(taps, self.weight, self.bias)
            self.observe((values * mask)[..., : self.free])
            return Rows((torch.relu(values) if self.relu else values) * self.scale * mask, mask)
        weights, bias, multiplier, shift = self.integers(rows.step)
        sums = nn.functional.linear(taps, weights, bias)
        low = 0 if self.relu else -self.clamp
        values = requantised(sums, multiplier, shift, low, self.clamp)
        return Rows(values * mask, mask, self.result_step)

    @property
    def result_step(self) -> float:
        """What one stands for in the free channels, or in all when none is."""
        return self.step(self.limit) if self.free else 1 / UNIT

    def integers(self, step: float) -> tuple[Tensor, Tensor, Tensor, int]:
        """Whole numbers for inputs of this step: weights (O, w * I), bias (O,), multiplier (O,), shift."""
        steps = weight_steps(self.weight, (1,))
        weights = rounded(self.weight / steps[:, None])
        bias = torch.clamp(rounded(self.bias / (step * steps)), -LARGEST_BIAS, LARGEST_BIAS)
        wanted = torch.full_like(steps, self.step(self.limit))
        wanted[self.free :] = 1 / UNIT / self.scale
        return weights, bias, *multiplier_of(step * steps / wanted)
