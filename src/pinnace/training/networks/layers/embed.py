"""embed.v1: at each word, the sum of the table rows of its n-grams. Rows exist for kept keys only."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from pinnace.training.networks.integer import INT8, INT16, straight_through
from pinnace.training.networks.keys import Keys
from pinnace.training.networks.layers.layer import Layer, Rows
from pinnace.training.quantise import quantise


class Embed(Layer):
    """ids (B, T, G) -> rows of E columns, int8 or int16; id 0 is no row. 16 or 17 levels, set by `quantise`."""

    def __init__(self, keys: Keys, columns: int, *, limit: int = INT8) -> None:
        super().__init__()
        self.keys, self.limit = keys, limit
        self.table = nn.Embedding(len(keys.kept) + 1, columns, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.register_buffer("levels", torch.zeros(0))  # (L,) whole numbers; empty: not yet quantised
        self.register_buffer("borders", torch.zeros(0))  # (L - 1,) between them

    def forward(self, ids: Tensor, mask: Tensor) -> Rows:
        if len(self.levels):
            step = self.step(self.limit)
            levels = self.levels.to(self.table.weight)
            scaled = self.table.weight / step
            table = straight_through(levels[torch.bucketize(scaled, self.borders.to(scaled))], scaled)
            table = torch.cat([torch.zeros_like(table[:1]), table[1:]])
            sums = nn.functional.embedding(ids, table).sum(2)
            return Rows(torch.clamp(sums, -self.limit, self.limit), mask, step)
        values = self.table(ids).sum(2)
        self.observe(values)
        return Rows(values, mask)

    def quantise(self) -> None:
        """Choose the levels: rows count as often as their n-grams occur (training/quantise.py)."""
        values = self.table.weight[1:].detach().cpu().numpy().astype(np.float32)
        found = quantise(values, self.keys.counts.astype(np.float64))
        levels = np.unique(np.clip(np.rint(found.levels / self.step(self.limit)), -INT16, INT16))
        device = self.table.weight.device
        self.levels = torch.tensor(levels, dtype=torch.float64, device=device)
        self.borders = (self.levels[1:] + self.levels[:-1]) / 2

    def codes(self) -> np.ndarray:
        """(K, E) uint8 indices into the levels."""
        scaled = self.table.weight[1:].detach() / self.step(self.limit)
        return torch.bucketize(scaled, self.borders.to(scaled)).cpu().numpy().astype(np.uint8)
