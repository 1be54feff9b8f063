"""Going on from an earlier package of pictures: its weights, steps and labels, and little that changes.

The package holds small integers and multipliers. What one unit of a layer stands for is not in it, and need not be: a
ReLU passes scales on, so units are chosen that give each layer weights of a usual size, and training goes on in the
package's integers. Steps stay as they are, so a weight that hardly moves keeps its number, and an update is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from os import PathLike
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pinnace.checking.reference.network.conv import Conv
from pinnace.checking.reference.network.conv2d import Conv2d
from pinnace.checking.reference.network.mirror import Mirror
from pinnace.checking.reference.network.picture import Picture
from pinnace.checking.reference.package import parse
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime import Package
from pinnace.runtime.picture import FITS, View
from pinnace.training.images.integer import UNIT
from pinnace.training.images.layers import Square
from pinnace.training.images.network import PIXEL, PictureNetwork
from pinnace.training.images.rungs import FORMER, RUNGS, Rung

Layer = Conv | Conv2d


@dataclass(frozen=True)
class Earlier:
    """A package's network, in integers, and its labels. ``digest`` names the package."""

    network: PictureNetwork
    labels: tuple[str, ...]
    digest: str

    @property
    def rung(self) -> Rung:
        return self.network.rung

    @property
    def view(self) -> View:
        return self.network.view

    def grown(self, classes: int) -> PictureNetwork:
        """The network for so many classes, of which its own are the first; new ones begin as an average one."""
        network = PictureNetwork(self.rung, 1 if classes == 2 else classes, self.view)
        network.whole()
        for mine, theirs in zip(network.squares(), self.network.squares(), strict=True):
            mine.load_state_dict(theirs.state_dict(), strict=False)
            mine.fixed, mine.levels = theirs.fixed, theirs.levels
        weight, bias = self.network.scores.weight.data, self.network.scores.bias.data
        if len(self.labels) == 2 and classes > 2:  # one score became two, with the same chances
            weight, bias = torch.cat([-weight, weight]) / 2, torch.cat([-bias, bias]) / 2
        new = len(network.scores.bias) - len(bias)
        network.scores.weight.data = torch.cat([weight, weight.mean(0, keepdim=True).repeat(new, 1)])
        network.scores.bias.data = torch.cat([bias, bias.mean().repeat(new)])
        return network


def read_network(path: str | PathLike[str]) -> Earlier:
    """Raises PinnaceError: ``package.*`` as `Package.load`, ``warm_start.kind`` for what is no rung of pictures."""
    package = Package.load(Path(path))
    shipped, _ = evidence.split(Path(path).read_bytes())
    ops = parse(shipped).plan.ops
    pictures = [op for op in ops if isinstance(op, Picture)]
    layers = [op for op in ops if isinstance(op, (Conv, Conv2d))]
    sides = 1 + any(isinstance(op, Mirror) for op in ops)  # the same layers over both
    layers = layers[: len(layers) // sides]
    if pictures and len(layers) > 1:
        view = view_of(pictures[0])
        for rung in RUNGS + FORMER:
            network = PictureNetwork(rung, len(layers[-1].bias), view)
            if alike(network, layers):
                fill(network, layers, sides)
                return Earlier(network, tuple(package.labels), blake2b(shipped).hexdigest())
    raise PinnaceError(
        "warm_start.kind",
        what="this package holds no rung of the ladder of pictures",
        where=str(path),
        hint="train anew, without --warm-start",
    )


def view_of(op: Picture) -> View:
    seen = op.view
    red, green, blue = (seen.background >> shift & 255 for shift in (16, 8, 0))
    return View(seen.width, seen.height, FITS[seen.fit], (red, green, blue))


def alike(network: PictureNetwork, layers: list[Layer]) -> bool:
    """Are these its layers, in the order in which it is lowered?"""
    squares = network.squares()
    if len(squares) != len(layers) - 1 or layers[-1].weights.shape != tuple(network.scores.weight.shape):
        return False
    return all(fits(square, layer) for square, layer in zip(squares, layers[:-1], strict=True))


def fits(square: Square, layer: Layer) -> bool:
    outputs, inputs, size, _ = square.weight.shape
    if isinstance(layer, Conv):
        return size == 1 and layer.weights.shape == (outputs, inputs) and layer.relu == square.relu
    kind = (layer.size, layer.stride, not layer.whole, layer.relu)
    shape = (size * size, outputs) if square.depthwise else (outputs, size * size * inputs)
    return kind == (size, square.stride, square.depthwise, square.relu) and layer.weights.shape == shape


def fill(network: PictureNetwork, layers: list[Layer], sides: int) -> None:
    """Weights, biases and steps of the package, in units that suit training; ``sides`` add up to a score."""
    network.whole()
    at = iter(layers)
    step = settle(network.stem, next(at), PIXEL, None)
    for block in network.each():
        shared = step if block.residual else None
        squares = block.squares()
        for square in squares:
            step = settle(square, next(at), step, shared if square is squares[-1] else None)
    last = next(at)
    each = ratios(last) * sides / UNIT / step
    weights = torch.tensor(last.weights.rows, dtype=torch.float64)
    network.scores.weight.data = (weights * each[:, None]).float()
    network.scores.bias.data = (torch.tensor(last.bias, dtype=torch.float64) * each * step).float()
    largest = max(abs(weight) for layer in layers[:-1] for row in layer.weights.rows for weight in row)
    network.coarsen(float(largest))


def settle(square: Square, layer: Layer, step: float, unit: float | None) -> float:
    """Fill a layer whose input has ``step``; gives the step of its result, ``unit`` where others share it."""
    outputs, inputs, size, _ = square.weight.shape
    found = torch.tensor(layer.weights.rows, dtype=torch.float64)
    if square.depthwise:
        found = found.T
    whole = found.reshape(outputs, size, size, inputs).permute(0, 3, 1, 2)
    ratio = ratios(layer)
    if unit is None:
        usual = (2 / (inputs * size * size)) ** 0.5
        unit = float(usual * step / (whole * ratio[:, None, None, None]).pow(2).mean().sqrt().clamp(min=1e-12))
        square.peak.largest.fill_(unit * 127)
    each = ratio * square.peak.step / step
    square.fixed = each.float()
    square.weight.data = (whole * each[:, None, None, None]).float()
    square.bias.data = (torch.tensor(layer.bias, dtype=torch.float64) * each * step).float()
    return square.peak.step


def ratios(layer: Layer) -> Tensor:
    """(O,) from sums to results."""
    scale = np.array(layer.scale, np.float64) / 2.0**layer.shift
    return torch.as_tensor(np.broadcast_to(scale, len(layer.bias)).copy())
