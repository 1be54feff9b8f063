"""How fast a text CNN is from Python, one thread, beside LiteRT and onnxruntime.

Text in, answer out is equal work; a second row gives each peer the words' numbers instead, which favours it: ours
cannot leave out the reading. What that takes is measured by a package that reads the same words and finds the same
keys, with no network behind. One shape (bench/network.py), 256 real words a text. Rounds are interleaved; medians of
calls.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench import datasets, network
from bench.machine import one_core
from bench.peers import litert
from bench.report import Report
from bench.web import _text_cnn
from pinnace.runtime import Package

READING = "pinnace, words read and found, no network"

Case = tuple[str, Callable[[Any], Any], Sequence[Any]]  # who, one prediction, its inputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run, nothing saved")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--texts", type=int, default=400)
    args = parser.parse_args()
    report = Report(
        "network_speed",
        "A text CNN from Python, one thread",
        quick=args.quick,
        command="text/network_speed",
        notes=(
            "Embedding 20,000 x 100, convolution over 5 words to 64 channels, maximum, one output: 8.2 "
            "million multiplications for 256 words, random weights.",
            "Texts: reviews of IMDB's test set cut to exactly 256 words, all different.",
            "ids given: the words are looked up beforehand, outside the time; else by a regular expression and a dict.",
            "Median of single calls in microseconds, rounds interleaved; in brackets the fastest round's median.",
            "LiteRT static int8: int8 from end to end, written operator by operator (bench/peers/litert.py); "
            "weights only: what litert-torch and ai-edge-quantizer make of the same model.",
        ),
    )
    one_core()
    texts = network.texts(datasets.load("imdb", "test").texts, 60 if args.quick else args.texts)
    distinct = median(len(set(text.split())) for text in texts)
    report.notes.append(f"{len(texts)} texts; {distinct:.0f} of a text's 256 words are distinct (median).")
    with TemporaryDirectory() as folder:
        found, package = cases(Path(folder), texts)
    memory = package.memory
    report.notes.append(
        f"Ours, opened: {memory['model'] / 1e6:.2f} MB, of which table and weights; each thread's session "
        f"{memory['session'] / 1e6:.2f} MB."
    )
    took = measure(report, found, 3 if args.quick else args.rounds)
    without = took["pinnace"] - took[READING]
    theirs = took["LiteRT, static int8, ids given"]
    report.notes.append(
        f"The network alone, ours: {without:.1f} microseconds (all less reading and finding the words); "
        f"LiteRT static int8 with ids given: {theirs:.1f}, {theirs / without:.2f} times as long."
    )
    report.finish()


def cases(folder: Path, texts: Sequence[str]) -> tuple[list[Case], Package]:
    _text_cnn.write(folder, datasets.load("imdb", "train").texts)
    vocabulary = (folder / "vocab.txt").read_text().split("\n")
    package, reading = (Package(make(vocabulary[2:])) for make in (network.package, network.reading))
    index = {word: i for i, word in enumerate(vocabulary)}

    def read(text: str) -> np.ndarray:
        return np.array([[index.get(word, 1) for word in network.WORD.findall(text)]], np.int32)  # (1, 256)

    peers = {
        "LiteRT, static int8": litert.runner(litert.static_model()),
        "LiteRT, int8 weights only": litert.runner((folder / "model.tflite").read_bytes()),
        "onnxruntime, 8-bit table": onnx(folder / "model.onnx"),
    }
    ids = [read(text) for text in texts]
    found: list[Case] = [("pinnace", package.predict, texts), (READING, reading.predict, texts)]
    for name, run in peers.items():
        found.append((name, lambda text, run=run: run(read(text)), texts))
        found.append((f"{name}, ids given", run, ids))
    return [*found, ("pinnace, the same text again", package.predict, [texts[0]] * len(texts))], package


def onnx(path: Path) -> Callable[[np.ndarray], Any]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda ids: session.run(None, {"x": ids})


def measure(report: Report, found: Sequence[Case], rounds: int) -> dict[str, float]:
    """Median microseconds of each, and a row in the report."""
    medians: dict[str, list[float]] = {name: [] for name, _, _ in found}
    for _, predict, inputs in found:  # warm, and nothing else
        for each in inputs[:20]:
            predict(each)
    for _ in range(rounds):
        for name, predict, inputs in found:
            medians[name].append(median(timed(predict, each) for each in inputs))
    ours = median(medians[found[0][0]])
    for name, times in medians.items():
        report.add(
            who=name, microseconds=f"{median(times):.1f} ({min(times):.1f})", times=f"{median(times) / ours:.2f}"
        )
    return {name: median(times) for name, times in medians.items()}


def timed(predict: Callable[[Any], Any], given: Any) -> float:
    start = time.perf_counter()
    predict(given)
    return (time.perf_counter() - start) * 1e6


if __name__ == "__main__":
    main()
