"""What layers of pictures need beside the integer arithmetic of networks, `pinnace.training.networks.integer`."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from pinnace.training.networks.integer import multiplier_of

__all__ = ["LARGEST", "UNIT", "multiplier_of", "weight_steps", "whole"]

LARGEST = 127.0  # of int8
UNIT = 1024.0  # scores: 1/1024 nat


class Whole(torch.autograd.Function):
    """The nearest whole number within low … high, halves up; gradients pass where nothing was cut off.

    One pass over memory where a composition of operators takes six.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, low: float, high: float) -> Tensor:
        ctx.save_for_backward((x >= low) & (x <= high))
        return x.add(0.5).floor_().clamp_(low, high)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        (inside,) = ctx.saved_tensors
        return gradients[0] * inside, None, None


def whole(x: Tensor, low: float = -LARGEST, high: float = LARGEST) -> Tensor:
    found: Tensor = Whole.apply(x, low, high)
    return found


def weight_steps(weights: Tensor, levels: float) -> Tensor:
    """(O,) real value of one unit of each output's weights, the largest of which is ``levels`` units."""
    return (weights.detach().flatten(1).abs().amax(1) / levels).clamp(min=1e-8)
