"""The layers of each kind of network rung."""

from __future__ import annotations

from collections.abc import Callable

from pinnace.training.networks.integer import INT8, INT16, SCORE
from pinnace.training.networks.keys import Keys
from pinnace.training.networks.layers import Attend, Conv, Depthwise, Embed, Gate, Gru, Layer, Pool
from pinnace.training.networks.linear_part import LinearPart
from pinnace.training.networks.network import Network
from pinnace.training.networks.recipe import Shape


def build(shape: Shape, keys: Keys, outputs: int, linear: LinearPart | None = None) -> Network:
    """An untrained network of `outputs` scores."""
    embed, body, width = KINDS[shape.kind](shape, keys)
    scores = Conv(width, outputs, free=0, limit=SCORE)
    if linear is not None:
        scores.weight.data.zero_()  # begins as the linear model
    return Network(embed, body, scores, linear)


def _bag(shape: Shape, keys: Keys) -> tuple[Embed, list[Layer], int]:
    hidden = Conv(2 * shape.columns, shape.channels, relu=True, limit=INT16)
    return Embed(keys, shape.columns, limit=INT16), [Pool("both"), hidden], shape.channels


def _one(shape: Shape, keys: Keys) -> tuple[Embed, list[Layer], int]:
    body = [*_separable(shape.columns, shape.channels, wide=True), Pool("both")]
    return Embed(keys, shape.columns), body, 2 * shape.channels


def _two(shape: Shape, keys: Keys) -> tuple[Embed, list[Layer], int]:
    body = [
        *_separable(shape.columns, shape.channels, wide=False),
        *_separable(shape.channels, shape.channels, wide=True, width=3, stride=1),
        Attend(shape.channels),
    ]
    return Embed(keys, shape.columns), body, shape.channels


def _recurrent(shape: Shape, keys: Keys) -> tuple[Embed, list[Layer], int]:
    width = 2 * shape.channels  # of the state, which must hold all that a convolution sums up over the text
    return Embed(keys, shape.columns), [Gru(shape.columns, width)], width


def _separable(inputs: int, outputs: int, *, wide: bool, width: int = 5, stride: int = 2) -> list[Layer]:
    """Each channel along the words, then across the channels, gated: (T, inputs) -> (ceil(T / stride), outputs)."""
    mixed = Conv(inputs, 2 * outputs, free=outputs, limit=INT16 if wide else INT8, wide=True)
    return [Depthwise(inputs, width=width, stride=stride), mixed, Gate(wide=wide)]


KINDS: dict[str, Callable[[Shape, Keys], tuple[Embed, list[Layer], int]]] = {
    "bag": _bag,
    "conv": _one,
    "conv2": _two,
    "hybrid": _one,
    "gru": _recurrent,
}
