"""The benchmark in a browser: the peers' models are one model, and a wrong answer is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.web import _text_cnn, pages

CELLS = _text_cnn.WORDS * _text_cnn.WIDTH


def test_three_formats_hold_the_same_table(tmp_path: Path) -> None:
    _text_cnn.write(tmp_path, ["It isn't bad, it isn't good"])
    lite = np.frombuffer((tmp_path / "model.tflite").read_bytes()[-CELLS:], np.int8)
    assert lite.tobytes() in (tmp_path / "model.onnx").read_bytes()
    weights = json.loads((tmp_path / "model.json").read_text())["weightsManifest"][0]["weights"][0]
    stored = np.frombuffer((tmp_path / "weights.bin").read_bytes()[:CELLS], np.uint8)
    values = stored * weights["quantization"]["scale"] + weights["quantization"]["min"]
    assert np.allclose(values, lite * float(_text_cnn.STEP))
    assert (tmp_path / "vocab.txt").read_text().split("\n") == ["<pad>", "<unk>", "it", "isn't", "bad", "good"]


def test_a_wrong_answer_is_refused() -> None:
    job = {"packages": [{"name": "8.9 KB", "answer": 0.5}]}
    right = {"id": "pinnace", "package": "8.9 KB", "peer": False, "visits": {"fast": [{"answer": 0.5}]}}
    pages.compare([right], job)
    with pytest.raises(SystemExit, match="answers"):
        pages.compare([{**right, "visits": {"fast": [{"answer": 0.5}, {"answer": 0.25}]}}], job)
