"""The sparse linear score of a hybrid: a student's kept n-grams, learning on beside the network."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pinnace.training.networks.integer import UNIT, rounded, straight_through
from pinnace.training.networks.lessons import Batch
from pinnace.training.quantise import quantise
from pinnace.training.rows import Rows, occurrences
from pinnace.training.student import Student

LEVELS, PRICE = 32, 8.0  # of a weight, and of its bits: finer than a linear rung's, whose package may lose a point
FEWER = 0.93  # n-grams in the same bytes


class LinearPart(nn.Module):
    """gram_sum.v1: sum of the weights (K, D) of the features that a text has, plus a bias, in nats."""

    levels: Tensor

    def __init__(self, student: Student, rows: Rows, bias: NDArray[np.float64]) -> None:
        super().__init__()
        self.student = student
        self.counts: NDArray[np.float64] = occurrences(rows)
        self.weight = nn.Parameter(torch.tensor(student.weights.values, dtype=torch.float32))
        self.bias = nn.Parameter(torch.tensor(bias, dtype=torch.float32))
        self.scale = 1.0
        self.register_buffer("levels", torch.zeros(0))  # (L,) nats

    def forward(self, batch: Batch) -> Tensor:
        weight, bias = self.weight * self.scale, self.bias * self.scale
        if len(self.levels):
            levels = torch.floor(self.levels * self.scale * UNIT + 0.5).to(weight) / UNIT
            weight = straight_through(levels[self._codes()], weight)
            bias = rounded(bias * UNIT) / UNIT
        features = torch.as_tensor(batch.features, device=weight.device)
        offsets = torch.as_tensor(batch.feature_offsets, device=weight.device)
        return nn.functional.embedding_bag(features, weight, offsets, mode="sum") + bias

    def quantise(self) -> None:
        """Choose the levels (training/quantise.py)."""
        found = quantise(self.weight.detach().cpu().numpy(), self.counts, price=PRICE, levels=LEVELS)
        self.levels = torch.tensor(np.unique(found.levels), dtype=torch.float64, device=self.weight.device)

    def calibrated(self, scale: float, shift: NDArray[np.float64]) -> None:
        """scores become scale * scores + shift (D,)."""
        self.scale *= scale
        with torch.no_grad():
            self.bias.add_(torch.as_tensor(shift, device=self.bias.device).to(self.bias) / self.scale)

    def _codes(self) -> Tensor:
        borders = (self.levels[1:] + self.levels[:-1]) / 2
        return torch.bucketize(self.weight.detach(), borders.to(self.weight))

    def integers(self) -> tuple[NDArray[np.uint8], NDArray[np.int16], NDArray[np.int32]]:
        """codes (K, D), levels (L,) and bias (D,) in 1/1024 nat."""
        levels = torch.floor(self.levels * self.scale * UNIT + 0.5).cpu().numpy()
        unique, place = np.unique(np.clip(levels, -32768, 32767).astype(np.int16), return_inverse=True)
        bias = torch.floor(self.bias.detach().double() * self.scale * UNIT + 0.5).cpu().numpy().astype(np.int32)
        return place.astype(np.uint8)[self._codes().cpu().numpy()], unique, bias
