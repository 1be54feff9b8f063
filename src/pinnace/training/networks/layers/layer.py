"""What all layers share: rows of numbers, real ones or integers with a step, and the peaks that fix the steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

PEAK = 0.9999  # quantile of a layer's magnitudes that the largest integer stands for
SAMPLE = 1 << 16  # numbers looked at per batch
LARGEST_BIAS = 1 << 29  # of an accumulator, which must stay below 2^31
SMALLEST_STEP = 2e-5  # of weights: with it, biases of a nat or so stay below LARGEST_BIAS


@dataclass(frozen=True)
class Rows:
    """A batch of B texts of at most T rows.

    values (B, T, C), zero where mask (B, T, 1) is; step: the real number that one stands for, None for real numbers
    """

    values: Tensor
    mask: Tensor
    step: float | None = None

    def with_values(self, values: Tensor, step: float | None = None) -> Rows:
        """Other numbers at the same places."""
        return replace(self, values=values, step=step)


class Layer(nn.Module):
    """forward(rows) -> rows: real numbers while rows.step is None, else what the operator in the core computes.

    Integers need steps, which come from the peaks: let it see some batches while `observing` before.
    """

    peak: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.observing = False
        self.register_buffer("peak", torch.zeros(()))

    def observe(self, values: Tensor) -> None:
        """While observing: the peak is the largest PEAK quantile of the batches."""
        if self.observing:
            sizes = values.detach().abs().flatten()
            sizes = sizes[sizes > 0][:: max(1, sizes.numel() // SAMPLE)]
            if sizes.numel():
                self.peak = torch.maximum(self.peak, torch.quantile(sizes, PEAK).to(self.peak))

    def step(self, limit: int) -> float:
        """What one stands for when `limit` stands for the peak."""
        return max(float(self.peak), 1e-6) / limit


def shifted(values: Tensor, taps: int, dilation: int, stride: int) -> list[Tensor]:
    """For tap j the rows t * stride + (j - (taps - 1) // 2) * dilation, zero outside: (B, ceil(T / stride), C) each."""
    before = (taps - 1) // 2 * dilation
    padded = nn.functional.pad(values, (0, 0, before, (taps - 1) * dilation - before))
    rows = values.shape[1]
    return [padded[:, j * dilation : j * dilation + rows : stride] for j in range(taps)]


def weight_steps(weights: Tensor, dims: tuple[int, ...]) -> Tensor:
    """What one stands for in each output channel's int8 weights."""
    return torch.clamp(weights.detach().abs().amax(dims), min=SMALLEST_STEP * 127) / 127
