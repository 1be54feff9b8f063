"""A rung as a PyTorch network, and as the plan that the core runs."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from pinnace.packaging.network import Network, Value
from pinnace.packaging.numbers import INT32
from pinnace.runtime.picture import View
from pinnace.training.images.integer import UNIT, whole
from pinnace.training.images.layers import Peak, Scores, Square
from pinnace.training.images.rungs import Block, Rung
from pinnace.training.images.squeeze import Squeeze

PIXEL = 1 / 64  # step of the picture's numbers: colours are within -2 … 2


class BlockLayers(nn.Module):
    """The layers of one block, and whether their result is added to what comes in."""

    def __init__(self, inputs: int, block: Block, peak: Peak | None, *, fast: bool = False) -> None:
        super().__init__()
        out, last = block.channels, {"relu": not block.residual, "peak": peak}
        if block.mobile:
            first = Square(inputs, inputs, stride=block.stride, depthwise=True)
            self.layers = nn.ModuleList([first, Square(inputs, out, size=1, **last)])  # type: ignore[arg-type]
        elif block.residual:
            first = Square(inputs, out, fast=fast)
            self.layers = nn.ModuleList([first, Square(out, out, fast=fast, **last)])  # type: ignore[arg-type]
        else:
            self.layers = nn.ModuleList([Square(inputs, out, stride=block.stride, pooled=block.pooled, fast=fast)])
        self.residual = block.residual
        self.gated = 0 if block.mobile else len(self.layers) - 1
        self.squeeze = Squeeze(block.gated(inputs)) if block.squeeze else None

    def squares(self) -> list[Square]:
        return [layer for layer in self.layers if isinstance(layer, Square)]

    @property
    def peak(self) -> Peak:
        return self.squares()[-1].peak

    def forward(self, x: Tensor, step: float) -> Tensor:
        y = x
        for i, layer in enumerate(self.squares()):
            y, step = layer(y, step), layer.peak.step
            if self.squeeze is not None and i == self.gated:
                y = self.squeeze(y, step)
        if not self.residual:
            return y
        y = x + y
        self.peak.watch(y)
        return whole(y) if self.squares()[-1].quantised else y


class PictureNetwork(nn.Module):
    """(B, 3, H, W) numbers of pictures, whole in -127 … 127, to scores (B, D) in nats."""

    def __init__(self, rung: Rung, outputs: int, view: View) -> None:
        super().__init__()
        self.rung, self.view = rung, view
        self.stem = Square(3, rung.stem, stride=stem_stride(view), fast=rung.fast)
        blocks: list[BlockLayers] = []
        inputs, peak = rung.stem, self.stem.peak
        for block in rung.blocks:
            blocks.append(BlockLayers(inputs, block, peak if block.residual else None, fast=rung.fast))
            inputs, peak = block.channels, blocks[-1].peak
        self.blocks = nn.ModuleList(blocks)
        self.scores = Scores(inputs, outputs, fast=rung.fast)
        self.quantised = False
        self.mirrored = False  # whether answers are the mean of those to a picture and to its mirror image

    @property
    def device(self) -> torch.device:
        return self.scores.weight.device

    def squares(self) -> list[Square]:
        return [module for module in self.modules() if isinstance(module, Square)]

    def squeezes(self) -> list[Squeeze]:
        return [module for module in self.modules() if isinstance(module, Squeeze)]

    def each(self) -> list[BlockLayers]:
        return [block for block in self.blocks if isinstance(block, BlockLayers)]

    def forward(self, x: Tensor) -> Tensor:
        if self.mirrored and not self.training:
            return (self.one_side(x) + self.one_side(x.flip(3))) / 2
        return self.one_side(x)

    def one_side(self, x: Tensor) -> Tensor:
        x, step = self.stem(x if self.quantised else x * PIXEL, PIXEL), self.stem.peak.step
        for block in self.each():
            x, step = block(x, step), block.peak.step
        x = x.amax((2, 3)) if self.rung.fast else x.mean((2, 3))
        scores: Tensor = self.scores(whole(x) if self.quantised else x, step)
        return scores

    def quantise(self, pictures: Tensor) -> None:
        """Fold normalisation, watch ``pictures`` (B, 3, H, W) pass to find every step; integers from now on."""
        self.eval()
        for square in self.squares():
            square.fold()
        watched = [layer.peak for layer in self.squares()] + [squeeze.peak for squeeze in self.squeezes()]
        for peak in watched:
            peak.watching = True
        with torch.no_grad():
            for some in pieces(pictures):
                self(some)
        for peak in watched:
            peak.watching = False
        self.whole()

    def whole(self) -> None:
        """Integers from now on, with the steps that its layers have."""
        for square in self.squares():
            square.norm, square.quantised = None, True
        for squeeze in self.squeezes():
            squeeze.quantised = True
        self.scores.quantised = self.quantised = True

    def loosen(self) -> None:
        """The same weights in real arithmetic."""
        for square in self.squares():
            square.quantised = False
        for squeeze in self.squeezes():
            squeeze.quantised = False
        self.scores.quantised = self.quantised = False

    def coarsen(self, levels: float) -> None:
        """Weights of squares are at most so many units from now on: fewer bits for each."""
        for square in self.squares():
            square.levels = levels

    def plan(self, classes: tuple[str, ...]) -> bytes:
        """The shipped bytes."""
        plan = Network(classes)
        seen = plan.picture(self.view)
        if not self.mirrored:
            return plan.package(self.lower(plan, seen, 1 / UNIT))
        half = 2 / UNIT  # of a score, in the same unit
        one = self.lower(plan, seen, half)
        return plan.package(plan.add(one, self.lower(plan, plan.mirror(seen, self.view.width), half)))

    def lower(self, plan: Network, seen: Value, unit: float) -> Value:
        """Scores of a picture in units of so many nats."""
        x, across = lower(plan, seen, self.view.width, self.stem, PIXEL)
        step = self.stem.peak.step
        for block in self.each():
            before = x
            for i, layer in enumerate(block.squares()):
                x, across = lower(plan, x, across, layer, step)
                step = layer.peak.step
                if block.squeeze is not None and i == block.gated:
                    x = block.squeeze.lower(plan, x, step)
            if block.residual:
                x = plan.add(before, x)
        weights, bias, scale, shift = self.scores.integers(step, unit)
        pooled = plan.pool(x, "max" if self.rung.fast else "mean")
        return plan.conv(pooled, numbers(weights), numbers(bias), numbers(scale), shift=shift, kind=INT32)


def stem_stride(view: View) -> int:
    """Large pictures become small at once: the later layers have the weights, and see enough."""
    side = max(view.width, view.height)
    return 1 if side <= 32 else 2 if side <= 128 else 4


def lower(plan: Network, x: Value, across: int, layer: Square, step: float) -> tuple[Value, int]:
    """The layer's result, and how many pixels are in a row of it."""
    weights, bias, scale, shift = layer.integers(step, layer.peak.step)
    rest = {"bias": numbers(bias), "scale": numbers(scale), "shift": shift, "relu": layer.relu}
    if layer.pooled:
        y = plan.conv2d(x, across, numbers(weights.permute(0, 2, 3, 1).flatten(1)), size=layer.size, **rest)  # type: ignore[arg-type]
        return plan.pool2d(y, across, "max", size=2, stride=2), -(-across // 2)
    if layer.size == 1:
        return plan.conv(x, numbers(weights[:, :, 0, 0]), **rest), across  # type: ignore[arg-type]
    by_tap = weights[:, 0].flatten(1).T, weights.permute(0, 2, 3, 1).flatten(1)  # (taps, C), or (O, taps * I)
    flat = by_tap[0] if layer.depthwise else by_tap[1]
    place = {"size": layer.size, "stride": layer.stride, "depthwise": layer.depthwise}
    return plan.conv2d(x, across, numbers(flat), **place, **rest), -(-across // layer.stride)  # type: ignore[arg-type]


def pieces(x: Tensor, most: int = 256) -> list[Tensor]:
    """Parts of at most so many rows: memory stays small."""
    return [x[begin : begin + most] for begin in range(0, len(x), most)]


def numbers(x: Tensor) -> np.ndarray:
    return x.detach().cpu().numpy().astype(np.int64)
