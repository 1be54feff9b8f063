"""A network of MobileNetV2's shape in Chromium, one thread: ours, LiteRT.js, onnxruntime-web and TensorFlow.js, same run."""

from __future__ import annotations

import argparse
import json
import subprocess
from statistics import median

import numpy as np

from bench.mobilenet import onnx, ours, shape, tfjs, tflite
from bench.report import Report
from bench.web.network import timed
from bench.web.pages import HERE, INSTALL, ROOT
from pinnace import shipping
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.process import find
from pinnace.packaging import saving
from pinnace.runtime import Package
from pinnace.runtime.picture import raw

FOLDER = ROOT / "run" / "bench-web-image-network"
NAME, SEEDS = "MobileNetV2 0.35", [str(seed) for seed in range(12345, 12361)]
ROUNDS = "open:5/5"
NOTES = (
    "MobileNetV2, width 0.35, 96 x 96 pixels, 10 labels: 10.7 million multiplications, random weights, the same floats for all.",
    "prediction: RGBA pixels in, probabilities out; 16 pictures in turn; median of blocks of 10 ms and more; in brackets fastest "
    "and slowest. One thread each; ours on the page's own (`worker: false`). Making the tensor belongs to a peer's time.",
    "int8: from end to end; LiteRT written operator by operator, onnxruntime by its own static quantiser (bench/mobilenet).",
    "Our answer to the first picture equals Python's to the last bit.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round of each, nothing saved")
    parser.add_argument("--rounds", default=ROUNDS, help="mode:ours/peers (%(default)s)")
    args = parser.parse_args()
    report = Report(
        "web_image_network", "A network of MobileNetV2's shape in Chromium", quick=args.quick, command="web/image_network"
    )
    expected = prepare()
    rounds = "open:1/1" if args.quick else args.rounds
    subprocess.run(["node", HERE / "bench.mjs", FOLDER, rounds], cwd=HERE, check=True)
    found = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    for visit in found["results"][0]["visits"]["open"]:
        if visit["answer"] != expected:
            raise SystemExit(f"the page answers {visit['answer']}, Python {expected}")
    blocks = {each["id"]: timed(each) for each in found["results"]}
    first = median(next(iter(blocks.values())))
    for name, times in blocks.items():
        shown = f"{median(times):.3f} ({min(times):.3f}–{max(times):.3f})" if times else "*not run*"
        report.add(what=name, prediction_ms=shown, times=f"{median(times) / first:.2f}" if times else "")
    report.notes = [*NOTES, f"Chromium {found['browser']}, node {found['node']}. Rounds: {rounds}."]
    report.facts = {"visits": found["results"]}
    report.finish()


def prepare() -> list[float]:
    """Writes what is visited; what Python answers to the first picture."""
    subprocess.run(INSTALL.split(), cwd=HERE, check=True)
    model, seen = shape.model(), shape.noise(8, 5)
    steps, models = ours.steps(model, seen), FOLDER / "models"
    tfjs.write(model, models)
    onnx.write(model, models / "float.onnx")
    onnx.quantise(models / "float.onnx", models / "int8.onnx", seen)
    (models / "float.tflite").write_bytes(tflite.tflite(model))
    (models / "int8.tflite").write_bytes(tflite.tflite(model, steps))
    package = ours.package(model, steps)
    saving.save(FOLDER / "network.pinnace", package)
    web = shipping.ship(FOLDER / "network.pinnace", ["web"], FOLDER / "shipped").targets["web"]
    job = {
        "packages": [], "pictures": True, "network": {"name": NAME, "web": str(web), "file": "network.pinnace"},
        "texts": SEEDS, "marks": [], "flags": FLAGS, "chromium": find("chromium", "chromium-browser", "google-chrome"),
    }  # fmt: skip
    (FOLDER / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return list(Package(package).predict_raw(raw(drawn(int(SEEDS[0])))).probabilities.values())


def drawn(seed: int) -> np.ndarray:
    """(96, 96, 3): the picture that pictures.mjs draws."""
    rgba = np.empty(4 * shape.SIDE**2, np.uint8)
    for i in range(len(rgba)):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        rgba[i] = seed >> 16 & 255
    return rgba.reshape(shape.SIDE, shape.SIDE, 4)[:, :, :3]


if __name__ == "__main__":
    main()
