"""embed.v1: at each word, the sum of the table rows of its n-grams. Rows exist for kept keys only."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pinnace.training.networks.integer import INT8, INT16, straight_through
from pinnace.training.networks.keys import Keys
from pinnace.training.networks.layers.layer import Layer, Rows
from pinnace.training.quantise import quantise

START, LEANING = 0.1, 0.2  # standard deviations of a table before it learns, and of what a linear model says in it
LEVELS, PRICE = 33, 5.0  # of an entry, and of its bits: a network adds up more errors than a linear score does


class Embed(Layer):
    """ids (B, T, G) -> rows of E columns, int8 or int16; id 0 is no row. At most LEVELS levels, set by `quantise`."""

    alive: Tensor
    levels: Tensor
    borders: Tensor

    def __init__(self, keys: Keys, columns: int, *, limit: int = INT8) -> None:
        super().__init__()
        self.keys, self.limit = keys, limit
        self.table = nn.Embedding(len(keys.kept) + 1, columns, padding_idx=0)
        nn.init.normal_(self.table.weight, std=START)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.register_buffer("alive", torch.ones(len(keys.kept) + 1, 1))  # zero: the row is left out of the package
        self.alive[0] = 0
        self.register_buffer("levels", torch.zeros(0))  # (L,) whole numbers; empty: not yet quantised
        self.register_buffer("borders", torch.zeros(0))  # (L - 1,) between them

    def begin(self, leanings: NDArray[np.float64]) -> None:
        """Start from what a linear model makes of each row, (K, D), in the first columns."""
        first = leanings[:, : self.table.weight.shape[1]] * (LEANING / max(float(leanings.std()), 1e-12))
        with torch.no_grad():
            self.table.weight[1:, : first.shape[1]] = torch.tensor(first, dtype=self.table.weight.dtype)

    def forward(self, ids: Tensor, mask: Tensor) -> Rows:
        if len(self.levels):
            step = self.step(self.limit)
            levels = self.levels.to(self.table.weight)
            scaled = self.table.weight / step
            table = straight_through(levels[torch.bucketize(scaled, self.borders.to(scaled))], scaled)
            sums = nn.functional.embedding(ids, table * self.alive.to(table)).sum(2)
            return Rows(torch.clamp(sums, -self.limit, self.limit), mask, step)
        values = self.table(ids).sum(2)
        self.observe(values)
        return Rows(values, mask)

    def quantise(self) -> None:
        """Choose the levels: rows count as often as their n-grams occur (training/quantise.py)."""
        values = self.table.weight[1:].detach().cpu().numpy().astype(np.float32)
        found = quantise(values, self.keys.counts.astype(np.float64), price=PRICE, levels=LEVELS)
        levels = np.unique(np.clip(np.rint(found.levels / self.step(self.limit)), -INT16, INT16))
        device = self.table.weight.device
        self.levels = torch.tensor(levels, dtype=torch.float64, device=device)
        self.borders = (self.levels[1:] + self.levels[:-1]) / 2

    def trim(self, rows: int) -> None:
        """Leave out all but the `rows` rows that matter most: large, of n-grams that occur often."""
        size = self.table.weight[1:].detach().norm(dim=1).cpu().numpy() * np.sqrt(self.keys.counts)
        size = size * (self.rows_alive() > 0)
        best = np.argsort(-size, kind="stable")[:rows]
        self.alive.zero_()
        self.alive[torch.as_tensor(best + 1, device=self.alive.device)] = 1

    def rows_alive(self) -> NDArray[np.bool_]:
        """(K,) which rows the package has."""
        return self.alive[1:, 0].cpu().numpy() > 0

    def codes(self) -> NDArray[np.uint8]:
        """(rows alive, E) indices into the levels."""
        scaled = self.table.weight[1:].detach() / self.step(self.limit)
        return torch.bucketize(scaled, self.borders.to(scaled)).cpu().numpy().astype(np.uint8)[self.rows_alive()]
