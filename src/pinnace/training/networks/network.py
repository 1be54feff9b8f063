"""A network: table, layers, scores; beside it, in a hybrid, a sparse linear score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pinnace.training.networks.integer import UNIT
from pinnace.training.networks.layers import Conv, Embed, Layer, Rows
from pinnace.training.networks.lessons import Batch, Lessons, batches
from pinnace.training.networks.linear_part import LinearPart
from pinnace.training.networks.threads import fixed_threads

DROP = 0.2  # share of words that a network does not see while it learns


class Network(nn.Module):
    """forward(batch) -> scores (B, D) in nats; once `quantised`, whole numbers of 1/1024 nat over 1024."""

    def __init__(self, embed: Embed, body: Sequence[Layer], scores: Conv, linear: LinearPart | None = None) -> None:
        super().__init__()
        self.embed, self.body, self.scores, self.linear = embed, nn.ModuleList(body), scores, linear
        self.dropout = nn.Dropout(0.3)

    @property
    def quantised(self) -> bool:
        return len(self.embed.levels) > 0

    @property
    def device(self) -> torch.device:
        return self.scores.weight.device

    def forward(self, batch: Batch) -> Tensor:
        ids = torch.as_tensor(batch.ids, device=self.device).long()
        mask = torch.as_tensor(batch.mask, device=self.device).to(self.scores.weight)
        if self.training:
            ids = ids * (torch.rand(ids.shape[:2], device=self.device) >= DROP)[..., None]
        rows: Rows = self.embed(ids, mask)
        for layer in self.body:
            rows = layer(rows)
        if self.training and rows.step is None:
            rows = rows.with_values(self.dropout(rows.values))
        scores = self.scores(rows).values[:, 0]
        if self.quantised:
            scores = scores / UNIT
        if self.linear is not None:
            scores = scores + self.linear(batch)
        if batch.given is not None:
            scores = scores + torch.as_tensor(batch.given, device=self.device).to(scores)
        return scores

    def observe(self, lessons: Lessons, texts: NDArray[np.int64]) -> None:
        """See some texts in real numbers and keep the peaks of every layer."""
        self._observing(True)
        self.eval()
        with torch.no_grad():
            for batch in batches(lessons, texts, None):
                self(batch)
        self._observing(False)

    def quantise(self) -> None:
        """From here on the integers of the core, with gradients. Needs `observe` before."""
        self.embed.quantise()
        if self.linear is not None:
            self.linear.quantise()

    def calibrated(self, scale: float, shift: NDArray[np.float64]) -> None:
        """scores become scale * scores + shift (D,)."""
        self.scores.scale *= scale
        if self.linear is not None:
            self.linear.calibrated(scale, shift)
            return
        with torch.no_grad():
            self.scores.bias.add_(torch.as_tensor(shift, device=self.device).to(self.scores.bias) / self.scores.scale)

    def _observing(self, on: bool) -> None:
        for module in self.modules():
            if isinstance(module, Layer):
                module.observing = on


def predict(network: Network, lessons: Lessons) -> NDArray[np.float64]:
    """(n, D) scores in nats of every text."""
    network.eval()
    found: list[NDArray[np.float64]] = []
    order = np.argsort(lessons.lengths, kind="stable")
    with torch.no_grad(), fixed_threads():
        for batch in batches(lessons, np.arange(len(lessons)), None):
            found.append(network(batch).double().cpu().numpy())
    scores = np.zeros((len(lessons), network.scores.bias.numel()))
    if found:
        scores[order] = np.concatenate(found)
    return scores
