"""The network as an .onnx of float32 with the tools of the `onnx` package; 8 bits by onnxruntime's own quantiser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.mobilenet.shape import LABELS, SIDE, Model


def write(model: Model, path: Path) -> None:
    """x (1, 3, SIDE, SIDE) in -1 … 1 -> y (1, LABELS) probabilities."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, weights = [], []

    def constant(name: str, array: np.ndarray) -> str:
        weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    low, high = constant("low", np.float32(0)), constant("high", np.float32(6))
    x, results = "x", []
    for i, layer in enumerate(model.layers):
        channels = len(layer.bias)
        w = layer.weights.transpose(2, 0, 1)[:, None] if layer.depthwise else layer.weights.transpose(0, 3, 1, 2)
        back = (layer.size - 1) // 2
        inputs = [x, constant(f"w{i}", w.astype(np.float32)), constant(f"b{i}", layer.bias)]
        more = {"strides": [layer.stride] * 2, "pads": [back] * 4, "kernel_shape": [layer.size] * 2}
        nodes.append(helper.make_node("Conv", inputs, [f"c{i}"], group=channels if layer.depthwise else 1, **more))
        x = f"c{i}"
        if layer.relu6:
            nodes.append(helper.make_node("Clip", [x, low, high], [f"r{i}"]))
            x = f"r{i}"
        if layer.residual is not None:
            nodes.append(helper.make_node("Add", [x, results[layer.residual]], [f"a{i}"]))
            x = f"a{i}"
        results.append(x)
    nodes.append(helper.make_node("GlobalAveragePool", [x], ["mean"]))
    nodes.append(helper.make_node("Flatten", ["mean"], ["flat"]))
    last = ["flat", constant("w", model.weights.astype(np.float32)), constant("b", model.bias)]
    nodes.append(helper.make_node("Gemm", last, ["scores"], transB=1))
    nodes.append(helper.make_node("Softmax", ["scores"], ["y"], axis=1))
    into = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, SIDE, SIDE])
    out = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, LABELS])
    graph = helper.make_graph(nodes, "mobilenet", [into], [out], weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    path.write_bytes(made.SerializeToString())


def quantise(floats: Path, path: Path, pictures: Sequence[np.ndarray]) -> None:
    """8 bits throughout, weights per channel; scales from ``pictures`` (SIDE, SIDE, 3) of 0 … 255."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self.rest = iter([{"x": nchw(picture)} for picture in pictures])

        def get_next(self) -> dict[str, np.ndarray] | None:
            return next(self.rest, None)

    kinds = {"activation_type": QuantType.QUInt8, "weight_type": QuantType.QInt8}
    quantize_static(str(floats), str(path), Reader(), quant_format=QuantFormat.QDQ, per_channel=True, **kinds)


def nchw(picture: np.ndarray) -> np.ndarray:
    """(1, 3, SIDE, SIDE) float32 in -1 … 1."""
    return np.ascontiguousarray((picture.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None])
