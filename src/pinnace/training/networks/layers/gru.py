"""gru.v1: a recurrent network, one word after the other. Only to be compared with (`pinnace train --compare`).

Cho et al., "Learning phrase representations using RNN encoder-decoder" (EMNLP 2014), with PyTorch's gates.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pinnace.training.networks.integer import INT16, UNIT, multiplier_of, requantised, rounded, sigmoid
from pinnace.training.networks.layers.conv import Conv
from pinnace.training.networks.layers.layer import LARGEST_BIAS, Layer, Rows, weight_steps

STATE = 1 / 32768  # what one stands for in a state


class Gru(Layer):
    """(B, T, I) -> (B, 1, H), the last state, int16 in 2^-15; zeros for a text without rows."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        self.size = size
        self.inner = nn.GRU(inputs, size, batch_first=True)
        self.given = Conv(inputs, 3 * size, free=0, limit=INT16)  # the input's part, a copy of inner's weights
        self.given.requires_grad_(False)

    def forward(self, rows: Rows) -> Rows:
        if rows.step is None:
            states, _ = self.inner(rows.values)
            last = torch.clamp(rows.mask.sum(1).long() - 1, min=0)[..., None].expand(-1, 1, self.size)
            ended = states.gather(1, last) * (rows.mask.sum(1, keepdim=True) > 0)
            return Rows(ended, torch.ones_like(rows.mask[:, :1]))
        given = self.projection()(rows)
        weights, bias, multiplier, shift = self.integers()
        state = torch.zeros_like(given.values[:, 0, : self.size])
        for row, there in zip(given.values.unbind(1), rows.mask.unbind(1), strict=True):
            u = requantised(nn.functional.linear(state, weights, bias), multiplier, shift, -INT16, INT16)
            state = torch.where(there > 0, self.next(row, u, state), state)
        return Rows(state[:, None], torch.ones_like(rows.mask[:, :1]), STATE)

    def next(self, row: Tensor, u: Tensor, state: Tensor) -> Tensor:
        """The state after one more row: row and u (B, 3H) in 1/1024 nat."""
        (row_r, row_z, row_n), (u_r, u_z, u_n) = row.chunk(3, 1), u.chunk(3, 1)
        r, z = sigmoid(row_r + u_r), sigmoid(row_z + u_z)
        n = 2 * sigmoid(2 * (row_n + rounded(r * u_n / 32768))) - 32768
        return torch.clamp(rounded(((32768 - z) * n + z * state) / 32768), -INT16, INT16)

    def projection(self) -> Conv:
        """The convolution of width 1 that makes the input's part."""
        weight, _, bias, _ = self.numbers()
        self.given.weight.data.copy_(weight.data)
        self.given.bias.data.copy_(bias.data)
        return self.given

    def numbers(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Weights of the input (3H, I) and of the state (3H, H); biases of the input's part and inside r's (3H,)."""
        weight, recurrent, outer, inner = self.inner.parameters()
        own = torch.cat([torch.zeros_like(inner[: 2 * self.size]), inner[2 * self.size :]])
        return weight, recurrent, outer + inner - own, own

    def integers(self) -> tuple[Tensor, Tensor, Tensor, int]:
        """Whole numbers for states: weights (3H, H), bias (3H,), multiplier (3H,), shift."""
        _, recurrent, _, bias = self.numbers()
        steps = weight_steps(recurrent, (1,))
        whole = torch.clamp(rounded(bias / (STATE * steps)), -LARGEST_BIAS, LARGEST_BIAS)
        return rounded(recurrent / steps[:, None]), whole, *multiplier_of(STATE * steps * UNIT)
