"""How fast a network of MobileNetV2's shape is from Python, one thread, beside LiteRT and onnxruntime.

Ours takes the raw picture, RGBA, and reads it itself; the peers get their tensor ready-made, which favours them. The
same float weights for all (bench/mobilenet), each in float32 and in 8 bits. Rounds are interleaved; medians of calls.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.machine import one_core
from bench.mobilenet import onnx, ours, shape, tflite
from bench.report import Report
from bench.text.network_speed import timed
from pinnace.runtime import Package
from pinnace.runtime.picture import raw

SEEN, ASKED = 5, 77  # seeds of the pictures that scales come from, and of those that are predicted
CALLS = 100
NOTES = (
    "MobileNetV2, width 0.35, 96 x 96 pixels, 10 labels: 10.7 million multiplications, random weights; "
    "scales from 8 pictures.",
    "pinnace: the raw picture in, probabilities out. Peers: a ready tensor in (floats in -1 … 1, or int8), "
    "probabilities out.",
    "LiteRT: written operator by operator (bench/mobilenet/tflite.py), windows of stride 2 as its own padding has "
    "them; int8 from end to end. onnxruntime: int8 by its own static quantiser, weights per channel.",
    "Median of single calls in microseconds; in brackets the fastest round's median.",
)

Case = tuple[str, Callable[[Any], Any], list[Any]]  # who, one prediction, its inputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run, nothing saved")
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    report = Report(
        "image_network_speed", "A network of MobileNetV2's shape from Python, one thread", quick=args.quick,
        command="images/network_speed", notes=NOTES,
    )  # fmt: skip
    model = shape.model()
    pictures = shape.noise(30, ASKED)
    with TemporaryDirectory() as folder:
        made = cases(Path(folder), model, pictures)
    report.notes.append(agreement(made, model, pictures))
    one_core()
    medians: dict[str, list[float]] = {name: [] for name, _, _ in made}
    for _ in range(3 if args.quick else args.rounds):
        for name, predict, inputs in made:
            times = [timed(predict, inputs[i % len(inputs)]) for i in range(CALLS)]
            medians[name].append(median(times))
    first = median(medians[made[0][0]])
    for name, found in medians.items():
        report.add(
            who=name, microseconds=f"{median(found):.0f} ({min(found):.0f})", times=f"{median(found) / first:.2f}"
        )
    report.finish()


def cases(folder: Path, model: shape.Model, pictures: list[np.ndarray]) -> list[Case]:
    seen = shape.noise(8, SEEN)
    steps = ours.steps(model, seen)
    package = Package(ours.package(model, steps))
    floats, bytes_ = folder / "float.onnx", folder / "int8.onnx"
    onnx.write(model, floats)
    onnx.quantise(floats, bytes_, seen)
    nhwc = [(picture.astype(np.float32) / 127.5 - 1)[None] for picture in pictures]
    nchw = [onnx.nchw(picture) for picture in pictures]
    int8 = [np.maximum(picture.astype(np.int16) - 128, -127).astype(np.int8)[None] for picture in pictures]
    return [
        ("pinnace", lambda data: list(package.predict_raw(data).probabilities.values()), [raw(x) for x in pictures]),
        ("LiteRT, static int8", runner(tflite.tflite(model, steps)), int8),
        ("LiteRT, float32", runner(tflite.tflite(model)), nhwc),
        ("onnxruntime, static int8", session(bytes_), nchw),
        ("onnxruntime, float32", session(floats), nchw),
    ]


def agreement(made: list[Case], model: shape.Model, pictures: list[np.ndarray]) -> str:
    """How often 8 bits give the label that floats give: of random weights no network's answers are certain."""
    floats = [int(model.answer(picture.astype(np.float32) / 127.5 - 1).argmax()) for picture in pictures]
    told = []
    for name in ("pinnace", "onnxruntime, static int8", "onnxruntime, float32"):
        predict, inputs = next((predict, inputs) for who, predict, inputs in made if who == name)
        same = sum(int(np.argmax(predict(x))) == label for x, label in zip(inputs, floats, strict=True))
        told.append(f"{name} {same}")
    whole = f"Of {len(pictures)} pictures so many get the label of the float network computed with NumPy: "
    return whole + ", ".join(told) + "."


def runner(model: bytes) -> Callable[[np.ndarray], Any]:
    """One thread of LiteRT."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    into, out = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]

    def run(x: np.ndarray) -> Any:
        interpreter.set_tensor(into, x)
        interpreter.invoke()
        return interpreter.get_tensor(out)

    return run


def session(path: Path) -> Callable[[np.ndarray], Any]:
    """One thread of onnxruntime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    found = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda x: found.run(None, {"x": x})[0]


if __name__ == "__main__":
    main()
