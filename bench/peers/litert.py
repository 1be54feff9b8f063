"""LiteRT (TensorFlow Lite with XNNPACK) running the peers' text CNN with static 8-bit numbers: written operator by
operator, without the transpositions that converters leave behind, so that nothing but its speed is compared.

Shapes and schema: tensorflow/compiler/mlir/lite/schema/schema.fbs, whose classes `ai-edge-litert` carries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

VERSIONS = {22: 1, 3: 3, 9: 4}  # operator code -> version: RESHAPE, CONV_2D, FULLY_CONNECTED
WORDS, WIDTH, CHANNELS, TAPS, LENGTH = 20_000, 100, 64, 5, 256


def static_model(seed: int = 0) -> bytes:
    """The bytes of a .tflite: ids (1, 256) int32 -> (1, 1) int8; random weights, all scales known."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    random = np.random.default_rng(seed)
    model, graph = schema.ModelT(), schema.SubGraphT()
    model.version, model.description, model.subgraphs = 3, "text CNN, static int8", [graph]
    model.buffers, model.operatorCodes = [schema.BufferT()], []
    graph.tensors, graph.operators = [], []

    def tensor(name: str, shape: list[int], kind: int, scale: Any = None, data: np.ndarray | None = None) -> int:
        found = schema.TensorT()
        found.name, found.shape, found.type, found.buffer = name, shape, kind, 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), np.uint8)
            model.buffers.append(buffer)
            found.buffer = len(model.buffers) - 1
        if scale is not None:
            found.quantization = schema.QuantizationParametersT()
            found.quantization.scale = np.atleast_1d(np.float32(scale))
            found.quantization.zeroPoint = np.zeros(len(found.quantization.scale), np.int64)
        graph.tensors.append(found)
        return len(graph.tensors) - 1

    def operator(code: int, inputs: list[int], out: int, options_type: int, options: Any) -> None:
        entry = schema.OperatorCodeT()
        entry.builtinCode = entry.deprecatedBuiltinCode = code
        entry.version = VERSIONS.get(code, 2)  # those that brought int8
        model.operatorCodes.append(entry)
        found = schema.OperatorT()
        found.opcodeIndex, found.inputs, found.outputs = len(model.operatorCodes) - 1, inputs, [out]
        found.builtinOptionsType, found.builtinOptions = options_type, options
        graph.operators.append(found)

    def weights(*shape: int) -> np.ndarray:
        return np.clip(np.round(random.normal(0, 30, shape)), -127, 127).astype(np.int8)

    int8, int32, kinds, options = (
        schema.TensorType.INT8,
        schema.TensorType.INT32,
        schema.BuiltinOperator,
        schema.BuiltinOptions,
    )
    ids = tensor("ids", [1, LENGTH], int32)
    table = tensor("table", [WORDS, WIDTH], int8, 0.02, weights(WORDS, WIDTH))
    x = tensor("x", [1, LENGTH, WIDTH], int8, 0.02)
    operator(kinds.GATHER, [table, ids], x, options.GatherOptions, schema.GatherOptionsT())
    image = tensor("image", [1, 1, LENGTH, WIDTH], int8, 0.02)
    shape = tensor("shape", [4], int32, None, np.array([1, 1, LENGTH, WIDTH], np.int32))
    operator(kinds.RESHAPE, [x, shape], image, options.ReshapeOptions, schema.ReshapeOptionsT())
    w = tensor("w", [CHANNELS, 1, TAPS, WIDTH], int8, 0.01, weights(CHANNELS, 1, TAPS, WIDTH))
    b = tensor("b", [CHANNELS], int32, 0.0002, random.integers(-1000, 1000, CHANNELS).astype(np.int32))
    y = tensor("y", [1, 1, LENGTH, CHANNELS], int8, 0.05)
    conv = schema.Conv2DOptionsT()
    conv.padding, conv.strideW, conv.strideH = schema.Padding.SAME, 1, 1
    conv.fusedActivationFunction = schema.ActivationFunctionType.RELU
    operator(kinds.CONV_2D, [image, w, b], y, options.Conv2DOptions, conv)
    most = tensor("most", [1, 1, 1, CHANNELS], int8, 0.05)
    pool = schema.Pool2DOptionsT()
    pool.padding, pool.strideW, pool.strideH, pool.filterWidth, pool.filterHeight = (
        schema.Padding.VALID,
        1,
        1,
        LENGTH,
        1,
    )
    operator(kinds.MAX_POOL_2D, [y], most, options.Pool2DOptions, pool)
    v = tensor("v", [1, CHANNELS], int8, 0.01, weights(1, CHANNELS))
    c = tensor("c", [1], int32, 0.0005, np.array([10], np.int32))
    out = tensor("out", [1, 1], int8, 0.1)
    operator(kinds.FULLY_CONNECTED, [most, v, c], out, options.FullyConnectedOptions, schema.FullyConnectedOptionsT())
    graph.inputs, graph.outputs = [ids], [out]
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def runner(model: bytes) -> Callable[[np.ndarray], Any]:
    """A function from ids (1, 256) int32 to the answer; one thread."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    into, out = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]

    def run(ids: np.ndarray) -> Any:
        interpreter.set_tensor(into, ids)
        interpreter.invoke()
        return interpreter.get_tensor(out)

    return run
