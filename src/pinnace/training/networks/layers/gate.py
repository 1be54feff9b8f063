"""gate.v1: half of the channels, let through by the sigmoid of the other half.

Dauphin et al., "Language modeling with gated convolutional networks" (ICML 2017).
"""

from __future__ import annotations

import torch

from pinnace.training.networks.integer import INT8, INT16, rounded, sigmoid
from pinnace.training.networks.layers.layer import Layer, Rows


class Gate(Layer):
    """(B, T, 2C) [a | b] -> (B, T, C) a * sigmoid(b), b in 1/1024 nat; int16, or int8 unless `wide`."""

    def __init__(self, *, wide: bool) -> None:
        super().__init__()
        self.clamp = INT16 if wide else INT8

    def forward(self, rows: Rows) -> Rows:
        a, b = rows.values.chunk(2, 2)
        if rows.step is None:
            return rows.with_values(a * torch.sigmoid(b))
        values = torch.clamp(rounded(a * sigmoid(b) / 32768), -self.clamp, self.clamp)
        return rows.with_values(values * rows.mask, rows.step)
