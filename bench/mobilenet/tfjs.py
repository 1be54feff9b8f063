"""The network as TensorFlow.js's graph model, float32: model.json and weights.bin, written directly."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from bench.mobilenet.shape import SIDE, Model


class Graph:
    """Nodes as TensorFlow's GraphDef names them, in JSON."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.weights: list[tuple[str, np.ndarray]] = []

    def node(self, op: str, inputs: list[str], attributes: dict[str, Any] | None = None, name: str = "") -> str:
        name = name or f"n{len(self.nodes)}"
        attributes = {"T": {"type": "DT_FLOAT"}, **(attributes or {})}
        self.nodes.append({"name": name, "op": op, "input": inputs, "attr": attributes})
        return name

    def constant(self, array: np.ndarray) -> str:
        name = f"n{len(self.nodes)}"
        kind = {"float32": "DT_FLOAT", "int32": "DT_INT32"}[array.dtype.name]
        value = {"dtype": kind, "tensorShape": {"dim": [{"size": str(n)} for n in array.shape]}}
        self.nodes.append({"name": name, "op": "Const", "attr": {"value": {"tensor": value}, "dtype": {"type": kind}}})
        self.weights.append((name, np.ascontiguousarray(array)))
        return name


def write(model: Model, folder: Path) -> None:
    """x (1, SIDE, SIDE, 3) in -1 … 1 -> y (1, LABELS) probabilities."""
    graph = Graph()
    shape = {"dim": [{"size": str(n)} for n in (1, SIDE, SIDE, 3)]}
    placeholder = {"dtype": {"type": "DT_FLOAT"}, "shape": {"shape": shape}}
    graph.nodes.append({"name": "x", "op": "Placeholder", "attr": placeholder})
    x, results = "x", []
    for layer in model.layers:
        fused = [b"BiasAdd", b"Relu6"][: 1 + layer.relu6]
        attributes: dict[str, Any] = {
            "strides": {"list": {"i": ["1", str(layer.stride), str(layer.stride), "1"]}},
            "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
            "data_format": {"s": coded(b"NHWC")}, "num_args": {"i": "1"}, "epsilon": {"f": 0},
            "fused_ops": {"list": {"s": [coded(name) for name in fused]}},
        }  # fmt: skip
        if layer.stride == 1:
            attributes["padding"] = {"s": coded(b"SAME")}
        else:
            back = str((layer.size - 1) // 2)
            attributes["padding"] = {"s": coded(b"EXPLICIT")}
            attributes["explicit_paddings"] = {"list": {"i": ["0", "0", back, back, back, back, "0", "0"]}}
        weights = layer.weights[..., None] if layer.depthwise else layer.weights.transpose(1, 2, 3, 0)
        inputs = [x, graph.constant(weights.astype(np.float32)), graph.constant(layer.bias)]
        x = graph.node("FusedDepthwiseConv2dNative" if layer.depthwise else "_FusedConv2D", inputs, attributes)
        if layer.residual is not None:
            x = graph.node("AddV2", [x, results[layer.residual]])
        results.append(x)
    x = graph.node("Mean", [x, graph.constant(np.array([1, 2], np.int32))], {"keep_dims": {"b": False}})
    plain = {"transpose_a": {"b": False}, "transpose_b": {"b": False}}
    x = graph.node("MatMul", [x, graph.constant(model.weights.T.astype(np.float32))], plain)
    graph.node("Softmax", [graph.node("AddV2", [x, graph.constant(model.bias)])], name="y")
    listed = [{"name": name, "shape": list(array.shape), "dtype": array.dtype.name} for name, array in graph.weights]
    made = {
        "format": "graph-model",
        "modelTopology": {"node": graph.nodes, "versions": {"producer": 1}},
        "weightsManifest": [{"paths": ["weights.bin"], "weights": listed}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(made, separators=(",", ":")))
    (folder / "weights.bin").write_bytes(b"".join(array.tobytes() for _, array in graph.weights))


def coded(text: bytes) -> str:
    return base64.b64encode(text).decode()
