"""The peers' model: a text CNN of random weights in the formats of three runtimes, 8-bit tables, and its vocabulary.

20,000 words x 100, a convolution over 5 words to 64 channels, the maximum, one output. `text_cnn.zip` holds what the
vendors' converters made of it without the table of words, 2 MB of random numbers, which are drawn here.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

WORDS, WIDTH = 20_000, 100
SCALES = 163_088  # offset in the .tflite of one float32 per word
STEP = np.float32(0.018918054178357124)  # what one step of the table is worth: the .onnx says the same
WORD = re.compile(r"[a-z']+")


def write(folder: Path, texts: Sequence[str]) -> None:
    """model.onnx, model.tflite, model.json with weights.bin (TensorFlow.js), vocab.txt; `texts` to count words in."""
    folder.mkdir(parents=True, exist_ok=True)
    table = np.clip(np.round(np.random.default_rng(0).normal(0, 26.4, WORDS * WIDTH)), -127, 127).astype(np.int8)
    with zipfile.ZipFile(Path(__file__).with_name("text_cnn.zip")) as archive:
        part = {name: archive.read(name) for name in archive.namelist()}
    (folder / "model.onnx").write_bytes(part["model.onnx.head"] + table.tobytes() + part["model.onnx.tail"])
    scales = np.full(WORDS, STEP).tobytes()
    head = part["model.tflite.head"]
    (folder / "model.tflite").write_bytes(head[:SCALES] + scales + head[SCALES + len(scales) :] + table.tobytes())
    manifest = json.loads(part["tfjs.json"])
    weights = manifest["weightsManifest"][0]
    weights["paths"] = ["weights.bin"]
    weights["weights"][0]["quantization"] = {"dtype": "uint8", "scale": float(STEP), "min": -128 * float(STEP)}
    (folder / "model.json").write_text(json.dumps(manifest, separators=(",", ":")))
    (folder / "weights.bin").write_bytes((table.view(np.uint8) + np.uint8(128)).tobytes() + part["tfjs.tail"])
    (folder / "vocab.txt").write_text("\n".join(vocabulary(texts)), encoding="ascii")


def vocabulary(texts: Sequence[str]) -> list[str]:
    """Padding, the unknown, and the commonest words."""
    counts = Counter(word for text in texts for word in WORD.findall(text.lower()))
    return ["<pad>", "<unk>", *(word for word, _ in counts.most_common(WORDS - 2))]
