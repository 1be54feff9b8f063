"""Layers that compute real numbers, or, once they have steps, the core's integers."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pinnace.training.images.integer import LARGEST, multiplier_of, weight_steps, whole

SIZE = 3
SLOWLY = 1 / 9  # scores of fast networks, as K. Jordan has them
QUANTILE = 0.9995  # of magnitudes that a step must cover: what is larger is clamped


class Peak(nn.Module):
    """How large the numbers of a value become: watched in real arithmetic, then the step of its int8."""

    largest: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("largest", torch.tensor(0.0))
        self.watching = False

    def watch(self, x: Tensor) -> None:
        if self.watching:
            some = x.detach().abs().flatten()
            found = torch.quantile(some[:: max(1, some.numel() // 500_000)], QUANTILE)
            self.largest.copy_(torch.maximum(self.largest, found))

    @property
    def step(self) -> float:
        return max(float(self.largest), 1e-6) / LARGEST


class Square(nn.Module):
    """A convolution of ``size`` x ``size`` pixels, normalised, with or without a ReLU: (B, I, H, W) -> (B, O, H', W').

    ``peak``: of the result; shared by all that is added up. ``pooled``: the largest of each 2 x 2 pixels go on, before
    they are normalised: by factors above zero, so that it is the same behind. ``fast``: see Rung.
    """

    fixed: Tensor | None

    def __init__(
        self, inputs: int, outputs: int, *, size: int = SIZE, stride: int = 1, depthwise: bool = False,
        relu: bool = True, peak: Peak | None = None, pooled: bool = False, fast: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.size, self.stride, self.depthwise, self.relu = size, stride, depthwise, relu
        self.groups = inputs if depthwise else 1
        self.weight = nn.Parameter(torch.empty(outputs, inputs // self.groups, size, size))
        self.pooled = pooled
        self.norm: nn.BatchNorm2d | None = nn.BatchNorm2d(outputs)
        if fast:
            nn.init.kaiming_uniform_(self.weight, a=5**0.5)
            nn.init.dirac_(self.weight.data[:inputs])
            self.norm.weight.requires_grad = False
        else:
            nn.init.kaiming_normal_(self.weight, nonlinearity="relu")
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.peak = peak or Peak()
        self.levels = LARGEST
        self.register_buffer("fixed", None, persistent=False)  # (O,) steps of weights that an earlier package had
        self.quantised = False

    def steps(self) -> Tensor:
        """(O,) real value of one unit of each output's weights."""
        return weight_steps(self.weight, self.levels) if self.fixed is None else self.fixed

    def fold(self) -> None:
        """Normalisation becomes part of weights and bias."""
        assert self.norm is not None
        mean, spread = self.norm.running_mean, self.norm.running_var
        assert mean is not None and spread is not None
        factor = self.norm.weight / torch.sqrt(spread + self.norm.eps)
        self.bias.data = (self.norm.bias - mean * factor).detach()
        self.weight.data = (self.weight * factor[:, None, None, None]).detach()
        self.norm = None

    def forward(self, x: Tensor, step: float) -> Tensor:
        """x: real numbers; once quantised whole ones in units of ``step``, and so is the result in its own."""
        place = {"stride": self.stride, "padding": (self.size - 1) // 2, "groups": self.groups}
        if not self.quantised:
            y = self.largest(F.conv2d(x, self.weight, None if self.norm else self.bias, **place))
            y = self.norm(y) if self.norm else y
            y = F.relu(y) if self.relu else y
            self.peak.watch(y)
            return y
        each, unit = self.steps()[:, None, None, None], self.peak.step
        weights = whole(self.weight / each, -self.levels, self.levels) * (each * (step / unit))
        y = self.largest(F.conv2d(x, weights, self.bias / unit, **place))
        return whole(y, 0.0 if self.relu else -LARGEST, LARGEST)

    def largest(self, x: Tensor) -> Tensor:
        return F.max_pool2d(x, 2, ceil_mode=True) if self.pooled else x

    def integers(self, step: float, unit: float) -> tuple[Tensor, Tensor, Tensor, int]:
        """Weights (O, I, size, size), bias (O,), multiplier (O,) and shift, from sums to numbers of ``unit``."""
        return numbers(self.weight, self.bias, self.steps(), self.levels, step, unit)


class Scores(nn.Module):
    """A score in nats for each class: (B, I) -> (B, D). Those of a ``fast`` network move slowly."""

    def __init__(self, inputs: int, outputs: int, *, fast: bool = False) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * inputs**-0.5 * (SLOWLY if fast else 1))
        self.fast = fast
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.quantised = False

    def forward(self, x: Tensor, step: float) -> Tensor:
        if not self.quantised:
            return F.linear(x, self.weight, self.bias)
        each = weight_steps(self.weight, LARGEST)[:, None]
        return F.linear(x, whole(self.weight / each) * (each * step), self.bias)

    def integers(self, step: float, unit: float) -> tuple[Tensor, Tensor, Tensor, int]:
        return numbers(self.weight, self.bias, weight_steps(self.weight, LARGEST), LARGEST, step, unit)


def numbers(
    weight: Tensor, bias: Tensor, each: Tensor, levels: float, step: float, unit: float
) -> tuple[Tensor, Tensor, Tensor, int]:
    """What the package holds, of weights in steps ``each`` (O,) that take ``step`` and give ``unit``."""
    shaped = each.reshape(-1, *[1] * (weight.dim() - 1))
    weights = whole(weight.detach() / shaped, -levels, levels)
    biases = torch.floor(bias.detach().double() / (each.double() * step) + 0.5).clamp(-(2.0**30), 2.0**30)
    return weights, biases, *multiplier_of(each.double() * step / unit)
