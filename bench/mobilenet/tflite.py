"""The network as a .tflite, written operator by operator: float32, or 8-bit from end to end.

Nothing that converters leave behind stands in its way: no transpositions, no separate padding (windows of stride 2
begin a pixel later than ours). Schema: tensorflow/compiler/mlir/lite/schema/schema.fbs, whose classes
`ai-edge-litert` carries.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.mobilenet.ours import rounded
from bench.mobilenet.shape import LABELS, SIDE, Layer, Model

VERSIONS = {0: 2, 3: 3, 4: 3, 9: 4, 40: 2, 25: 2}  # operator code -> version that takes int8


class Writer:
    """Tensors and operators of one graph."""

    def __init__(self) -> None:
        from ai_edge_litert import schema_py_generated as schema

        self.schema = schema
        self.model, self.graph = schema.ModelT(), schema.SubGraphT()
        self.model.version, self.model.subgraphs = 3, [self.graph]
        self.model.buffers, self.model.operatorCodes = [schema.BufferT()], []
        self.graph.tensors, self.graph.operators = [], []

    def tensor(
        self,
        shape: list[int],
        kind: int,
        scale: Any = None,
        data: np.ndarray | None = None,
        *,
        zero: int = 0,
        axis: int = 0,
    ) -> int:
        """Its number. ``scale``: one, or one per entry of ``axis``; a value is (number - zero) * scale."""
        found = self.schema.TensorT()
        found.name, found.shape, found.type, found.buffer = f"t{len(self.graph.tensors)}", shape, kind, 0
        if data is not None:
            buffer = self.schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), np.uint8)
            self.model.buffers.append(buffer)
            found.buffer = len(self.model.buffers) - 1
        if scale is not None:
            found.quantization = self.schema.QuantizationParametersT()
            found.quantization.scale = np.atleast_1d(np.float32(scale))
            found.quantization.zeroPoint = np.full(len(found.quantization.scale), zero, np.int64)
            found.quantization.quantizedDimension = axis
        self.graph.tensors.append(found)
        return len(self.graph.tensors) - 1

    def operator(self, name: str, inputs: list[int], out: int, options: Any) -> int:
        code = getattr(self.schema.BuiltinOperator, name)
        entry = self.schema.OperatorCodeT()
        entry.builtinCode = entry.deprecatedBuiltinCode = code
        entry.version = VERSIONS[code]
        self.model.operatorCodes.append(entry)
        found = self.schema.OperatorT()
        found.opcodeIndex, found.inputs, found.outputs = len(self.model.operatorCodes) - 1, inputs, [out]
        found.builtinOptionsType = getattr(self.schema.BuiltinOptions, type(options).__name__[:-1])
        found.builtinOptions = options
        self.graph.operators.append(found)
        return out

    def bytes(self, into: int, out: int) -> bytes:
        import flatbuffers

        self.graph.inputs, self.graph.outputs = [into], [out]
        builder = flatbuffers.Builder(1 << 20)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def tflite(model: Model, steps: list[float] | None = None) -> bytes:
    """(1, SIDE, SIDE, 3) -> (1, LABELS) probabilities. ``steps``: 8 bits, and what one step of each result is worth."""
    writer = Writer()
    schema = writer.schema
    kind = schema.TensorType.INT8 if steps else schema.TensorType.FLOAT32

    def weights(layer: Layer | None, floats: np.ndarray, bias: np.ndarray, step: float) -> list[int]:
        axis = len(floats.shape) - 1 if layer and layer.depthwise else 0
        if not steps:
            return [writer.tensor(list(x.shape), kind, None, x.astype(np.float32)) for x in (floats, bias)]
        numbers, worth = rounded(np.moveaxis(floats, axis, 0).reshape(len(bias), -1))
        moved = np.moveaxis(floats, axis, 0).shape
        shaped = np.ascontiguousarray(np.moveaxis(numbers.reshape(moved), 0, axis)).astype(np.int8)
        biases = np.round(bias / (step * worth)).astype(np.int32)
        return [
            writer.tensor(list(floats.shape), kind, worth, shaped, axis=axis),
            writer.tensor([len(bias)], schema.TensorType.INT32, step * worth, biases),
        ]

    step, side = 1 / 127.5, SIDE
    x = into = writer.tensor([1, SIDE, SIDE, 3], kind, step if steps else None)
    results: list[int] = []
    for layer, to in zip(model.layers, steps or [0.0] * len(model.layers), strict=True):
        options = schema.DepthwiseConv2DOptionsT() if layer.depthwise else schema.Conv2DOptionsT()
        options.padding, options.strideW, options.strideH = schema.Padding.SAME, layer.stride, layer.stride
        if layer.depthwise:
            options.depthMultiplier = 1
        if layer.relu6:
            options.fusedActivationFunction = schema.ActivationFunctionType.RELU6
        side = -(-side // layer.stride)
        scale = to if steps else None
        shape = [1, side, side, len(layer.bias)]
        shaped = layer.weights[None] if layer.depthwise else layer.weights
        inputs = [x, *weights(layer, shaped, layer.bias, step)]
        x = writer.operator(
            "DEPTHWISE_CONV_2D" if layer.depthwise else "CONV_2D", inputs, writer.tensor(shape, kind, scale), options
        )
        if layer.residual is not None:
            x = writer.operator(
                "ADD", [x, results[layer.residual]], writer.tensor(shape, kind, scale), schema.AddOptionsT()
            )
        results.append(x)
        step = to
    mean = schema.ReducerOptionsT()
    axes = writer.tensor([2], schema.TensorType.INT32, None, np.array([1, 2], np.int32))
    pooled = writer.tensor([1, len(model.layers[-1].bias)], kind, step if steps else None)
    writer.operator("MEAN", [x, axes], pooled, mean)
    scores = writer.tensor([1, LABELS], kind, 0.25 if steps else None)
    last = [pooled, *weights(None, model.weights, model.bias, step)]
    writer.operator("FULLY_CONNECTED", last, scores, schema.FullyConnectedOptionsT())
    softmax = schema.SoftmaxOptionsT()
    softmax.beta = 1.0
    chances = writer.tensor([1, LABELS], kind, 1 / 256 if steps else None, zero=-128)
    return writer.bytes(into, writer.operator("SOFTMAX", [scores], chances, softmax))
