"""attend.v1: the mean of the rows, each weighted by the softmax of a score of its own.

Yang et al., "Hierarchical attention networks for document classification" (NAACL 2016).
"""

from __future__ import annotations

import torch

from pinnace.training.networks.integer import INT16, SCORE, UNIT, rounded, softmax
from pinnace.training.networks.layers.conv import Conv
from pinnace.training.networks.layers.layer import Layer, Rows


class Attend(Layer):
    """(B, T, C) -> (B, 1, C), by one linear score per row; zeros for a text without rows."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.score = Conv(channels, 1, free=0, limit=SCORE)
        torch.nn.init.zeros_(self.score.weight)

    def forward(self, rows: Rows) -> Rows:
        scores = self.score(rows).values
        count = torch.ones_like(rows.mask[:, :1])
        if rows.step is None:
            masked = torch.where(rows.mask > 0, scores, -float(SCORE) / UNIT)
            return Rows((torch.softmax(masked, 1) * rows.values * rows.mask).sum(1, keepdim=True), count)
        sums = (softmax(scores, rows.mask) * rows.values).sum(1, keepdim=True)
        return Rows(torch.clamp(rounded(sums / 65536), -INT16, INT16), count, rows.step)
