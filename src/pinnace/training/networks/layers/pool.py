"""pool.v1: all rows of a text into one: the largest and the mean of each channel."""

from __future__ import annotations

import torch
from torch import Tensor

from pinnace.training.networks.integer import rounded
from pinnace.training.networks.layers.layer import Layer, Rows


class Pool(Layer):
    """(B, T, C) -> (B, 1, 2C) [max | mean], or (B, 1, C) of one kind; zeros for a text without rows."""

    def __init__(self, kind: str = "both") -> None:
        super().__init__()
        self.kind = kind

    def forward(self, rows: Rows) -> Rows:
        count = rows.mask.sum(1, keepdim=True)
        parts: list[Tensor] = []
        if self.kind in ("max", "both"):
            lowest = torch.finfo(rows.values.dtype).min
            largest = torch.where(rows.mask > 0, rows.values, lowest).amax(1, keepdim=True)
            parts.append(torch.where(count > 0, largest, 0.0))
        if self.kind in ("mean", "both"):
            mean = rows.values.sum(1, keepdim=True) / torch.clamp(count, min=1)
            parts.append(mean if rows.step is None else rounded(mean))
        return Rows(torch.cat(parts, 2), torch.ones_like(count), rows.step)
