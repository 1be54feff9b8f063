"""A quantised network becomes a package: each layer adds its operators to the plan (packaging/network.py)."""

from __future__ import annotations

import copy
from functools import singledispatch
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import Module

from pinnace.packaging import network as packaging
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT8, INT16, INT32
from pinnace.training.networks import integer
from pinnace.training.networks.layers import Attend, Conv, Depthwise, Embed, Gate, Gru, Pool
from pinnace.training.networks.layers.gru import STATE
from pinnace.training.networks.linear_part import LinearPart
from pinnace.training.networks.network import Network

KINDS = {integer.INT8: INT8, integer.INT16: INT16, integer.SCORE: INT32}


def lower(network: Network, labels: tuple[str, ...]) -> bytes:
    """The shipped bytes of a package that answers as the network does in float64, to the last bit.

    Raises package.limit for what no core would accept.
    """
    exact = copy.deepcopy(network).cpu().double().eval()
    plan = packaging.Network(labels)
    first = None if exact.linear is None else _gram_sum(plan, exact.linear)
    value, step = _embed(plan, exact.embed)
    for layer in exact.body:
        value, step = add(layer, plan, value, step)
    scores, _ = add(exact.scores, plan, value, step)
    return plan.package(scores if first is None else plan.add(first, scores))


@singledispatch
def add(layer: Module, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    """The layer's operators behind a value whose one stands for `step`: its result, and what one of that stands for."""
    raise TypeError(f"no operator computes {type(layer).__name__}")


@add.register
def _(layer: Conv, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    *numbers, shift = layer.integers(step)
    made = plan.conv(
        value,
        *map(whole, numbers),
        width=layer.width,
        stride=layer.stride,
        dilation=layer.dilation,
        relu=layer.relu,
        shift=shift,
        kind=KINDS[layer.clamp],
    )
    return made, layer.result_step


@add.register
def _(layer: Depthwise, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    *numbers, shift = layer.integers(step)
    made = plan.depthwise(
        value,
        *map(whole, numbers),
        stride=layer.stride,
        dilation=layer.dilation,
        relu=layer.relu,
        shift=shift,
    )
    return made, layer.step(integer.INT8)


@add.register
def _(layer: Gate, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    return plan.gate(value, KINDS[layer.clamp]), step


@add.register
def _(layer: Pool, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    return plan.pool(value, layer.kind), step


@add.register
def _(layer: Attend, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    scores, _ = add(layer.score, plan, value, step)
    return plan.attend(value, scores), step


@add.register
def _(layer: Gru, plan: packaging.Network, value: Value, step: float) -> tuple[Value, float]:
    given, _ = add(layer.projection(), plan, value, step)
    *numbers, shift = layer.integers()
    return plan.gru(given, *map(whole, numbers), shift=shift), STATE


def _embed(plan: packaging.Network, layer: Embed) -> tuple[Value, float]:
    keys = layer.keys
    table = plan.sparse_rows(keys.bits, keys.kept[layer.rows_alive()], layer.codes(), whole(layer.levels))
    made = plan.embed(
        table,
        head=keys.reading.head,
        tail=keys.reading.tail,
        words=keys.reading.words,
        chars=keys.reading.chars,
        multiplier=keys.multiplier,
        kind=KINDS[layer.limit],
    )
    return made, layer.step(layer.limit)


def _gram_sum(plan: packaging.Network, part: LinearPart) -> Value:
    student = part.student
    codes, levels, bias = part.integers()
    features = plan.sparse_rows(student.bits, student.buckets, codes, levels)
    kinds = student.features
    return plan.gram_sum(features, bias, words=kinds.words, chars=kinds.chars, multiplier=student.multiplier)


def whole(numbers: Tensor) -> NDArray[Any]:
    """Exact integers of a float tensor that holds whole numbers."""
    return np.asarray(np.rint(numbers.detach().numpy()).astype(np.int64))
