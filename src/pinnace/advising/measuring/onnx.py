"""An ONNX file: its size, and its speed with made-up inputs on one core. It says nothing of accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import numpy as np

from pinnace.advising.amount import Amount
from pinnace.advising.measuring.timing import milliseconds
from pinnace.errors import PinnaceError

TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
    "tensor(int8)": np.int8,
    "tensor(bool)": np.bool_,
}
LARGEST = 1 << 28  # elements of a made-up input
QUALITY = 5  # of brotli: a model of many MB would take minutes at 11, for a percent


def facts(path: str | Path) -> dict[str, Amount]:
    """Facts of the section [model]. Raises advise.model: onnxruntime is missing, or the file cannot be run."""
    session = _session(Path(path))
    feeds = {each.name: _made_up(each, path) for each in session.get_inputs()}
    try:
        session.run(None, feeds)
    except Exception as error:  # onnxruntime's own kinds differ from release to release
        raise _unusable(path, f"the model does not run on made-up inputs: {str(error)[:200]}") from error
    data = Path(path).read_bytes()
    size = min(len(data), len(brotli.compress(data, quality=QUALITY)))
    return {"bytes": Amount.of(size), "desktop_ms": milliseconds(lambda i: session.run(None, feeds), 1)}


def _session(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise PinnaceError(
            "advise.model",
            what="measuring an ONNX file needs onnxruntime, which is not installed",
            where=str(path),
            hint='pip install "pinnace[onnx]"',
        ) from error
    if not path.is_file():
        raise _unusable(path, "there is no such file")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise _unusable(path, f"this is not an ONNX model that onnxruntime reads: {str(error)[:200]}") from error


def _made_up(about: Any, path: str | Path) -> np.ndarray:
    """Zeros of the input's shape; a dimension without a size is one."""
    shape = [size if isinstance(size, int) and size > 0 else 1 for size in about.shape]
    if about.type not in TYPES or np.prod(shape, dtype=float) > LARGEST:
        raise _unusable(path, f"its input {about.name} is {about.type} of shape {about.shape}")
    return np.zeros(shape, TYPES[about.type])


def _unusable(path: str | Path, what: str) -> PinnaceError:
    hint = "give an ONNX file with inputs of fixed size, or put model.bytes and model.desktop_ms into app.toml"
    return PinnaceError("advise.model", what=what, where=str(path), hint=hint)
