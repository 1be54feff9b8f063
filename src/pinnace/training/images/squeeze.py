"""Squeeze-and-excitation: what a channel has to say depends on the means of all channels.

J. Hu et al., "Squeeze-and-excitation networks" (CVPR 2018); the mean, two fully connected layers, scale.v1.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pinnace.packaging.network import Network, Value
from pinnace.packaging.numbers import INT16
from pinnace.training.images.integer import LARGEST, UNIT, weight_steps, whole
from pinnace.training.images.layers import Peak, numbers
from pinnace.training.images.rungs import squeezed
from pinnace.training.networks.integer import INT16 as LARGEST_GATE
from pinnace.training.networks.integer import rounded, sigmoid

ONE = 32768  # a gate that is all open


class Squeeze(nn.Module):
    """(B, C, H, W) to the same: each channel times its gate; whole numbers stay in units of the same step."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = squeezed(channels)
        self.into, self.out = nn.Linear(channels, inner), nn.Linear(inner, channels)
        self.peak = Peak()
        self.quantised = False

    def forward(self, x: Tensor, step: float) -> Tensor:
        mean = x.mean((2, 3))
        if not self.quantised:
            inner = F.relu(self.into(mean))
            self.peak.watch(inner)
            return x * torch.sigmoid(self.out(inner))[:, :, None, None]
        unit = self.peak.step
        inner = whole(F.linear(whole(mean), *scaled(self.into, step, unit)), 0.0, LARGEST)
        gates = torch.clamp(rounded(F.linear(inner, *scaled(self.out, unit, 1 / UNIT))), -LARGEST_GATE, LARGEST_GATE)
        return whole(x * (sigmoid(gates) / ONE)[:, :, None, None])

    def lower(self, plan: Network, x: Value, step: float) -> Value:
        """The operators, behind ``x`` in units of ``step``."""
        inner = fully_connected(plan, plan.pool(x, "mean"), self.into, step, self.peak.step, relu=True)
        return plan.scale(x, fully_connected(plan, inner, self.out, self.peak.step, 1 / UNIT, kind=INT16))


def scaled(layer: nn.Linear, step: float, unit: float) -> tuple[Tensor, Tensor]:
    """Weights of whole steps and a bias that take numbers of ``step`` and give numbers of ``unit``."""
    each = weight_steps(layer.weight, LARGEST)[:, None]
    return whole(layer.weight / each) * (each * (step / unit)), layer.bias / unit


def fully_connected(plan: Network, x: Value, layer: nn.Linear, step: float, unit: float, **more: object) -> Value:
    """The layer as conv.v1 of one row."""
    found = numbers(layer.weight, layer.bias, weight_steps(layer.weight, LARGEST), LARGEST, step, unit)
    weights, bias, scale = (each.detach().cpu().numpy().astype("int64") for each in found[:3])
    return plan.conv(x, weights, bias, scale, shift=found[3], **more)  # type: ignore[arg-type]
