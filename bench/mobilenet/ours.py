"""The network as a package of ours: 8-bit weights per output, 8-bit activations, scales from a few pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.mobilenet.shape import LABELS, SIDE, Model
from pinnace.packaging import Network
from pinnace.packaging.network import Value
from pinnace.packaging.numbers import INT8, INT32
from pinnace.runtime.picture import View

NAT = 1024  # scores count in 1/1024 nat


def package(model: Model, steps: list[float]) -> bytes:
    """``steps``: what one step of each layer's result is worth."""
    plan = Network(tuple(f"label {i}" for i in range(LABELS)))
    x = plan.picture(View(SIDE, SIDE, "stretch"))
    results: list[Value] = []
    across, step = SIDE, 1 / 127.5
    for layer, to in zip(model.layers, steps, strict=True):
        per_output = (2, 0, 1) if layer.depthwise else (0, 1, 2, 3)
        weights = layer.weights.transpose(per_output).reshape(len(layer.bias), -1)  # (outputs, terms)
        numbers, worth = rounded(weights)
        more = requantisation(layer.bias, step * worth, to)
        if layer.size == 1:
            x = plan.conv(x, numbers, relu=layer.relu6, kind=INT8, **more)
        else:
            shaped = numbers.T if layer.depthwise else numbers
            x = plan.conv2d(
                x,
                across,
                shaped,
                size=layer.size,
                stride=layer.stride,
                relu=layer.relu6,
                depthwise=layer.depthwise,
                **more,
            )
        across = -(-across // layer.stride)
        if layer.residual is not None:
            x = plan.add(x, results[layer.residual])
        results.append(x)
        step = to
    numbers, worth = rounded(model.weights)
    more = requantisation(model.bias, step * worth, 1 / NAT)
    return plan.package(plan.conv(plan.pool(x, "mean"), numbers, kind=INT32, **more))


def requantisation(bias: np.ndarray, worth: np.ndarray, to: float) -> dict[str, Any]:
    """Sums in steps of ``worth`` (outputs,) become numbers in steps of ``to``; factors of 30 bits."""
    factor = worth / to
    shift = 30 - int(np.ceil(np.log2(factor.max())))
    return {
        "bias": np.round(bias / worth).astype(int),
        "scale": np.round(factor * 2.0**shift).astype(int),
        "shift": shift,
    }


def rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(outputs, terms) within ±127, and what one step is worth per output."""
    worth = np.abs(weights).max(1) / 127
    return np.round(weights / worth[:, None]).astype(int), worth


def steps(model: Model, pictures: list[np.ndarray]) -> list[float]:
    """What one step of each layer's result is worth: 6 / 127, or what holds all that was seen. A sum has one step."""
    seen = [model.run(picture.astype(np.float32) / 127.5 - 1) for picture in pictures]
    largest = [max(float(np.abs(run[i]).max()) for run in seen) for i in range(len(model.layers))]
    found = [6 / 127 if layer.relu6 else most / 127 for layer, most in zip(model.layers, largest, strict=True)]
    for i in reversed(range(len(found))):  # layers that are added up share the largest
        before = model.layers[i].residual
        if before is not None:
            found[before] = found[i] = max(found[i], found[before])
    for i, layer in enumerate(model.layers):
        if layer.residual is not None:
            found[i] = found[layer.residual]
    return found
