"""What layers of pictures need beside the integer arithmetic of networks, `pinnace.training.networks.integer`."""

from __future__ import annotations

from torch import Tensor

from pinnace.training.networks.integer import multiplier_of, rounded

__all__ = ["LARGEST", "UNIT", "multiplier_of", "rounded", "weight_steps"]

LARGEST = 127.0  # of int8, and of weights
UNIT = 1024.0  # scores: 1/1024 nat


def weight_steps(weights: Tensor) -> Tensor:
    """(O,) real value of one unit of each output's weights."""
    return (weights.detach().flatten(1).abs().amax(1) / LARGEST).clamp(min=1e-8)
