"""Facts of real models: a package that was trained, and an ONNX file whose cost is known."""

from __future__ import annotations

import builtins
import timeit
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from image_networks import image_network
from networks import network

import pinnace
from pinnace.advising import measure, parse
from pinnace.advising.amount import Amount
from pinnace.advising.measuring.timing import milliseconds
from pinnace.errors import PinnaceError
from pinnace.packaging import inspect


@pytest.fixture(scope="module")
def trained(training_csv: Path, test_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    return pinnace.train(training_csv, out=out, test=test_csv, max_size=16_500).package


def test_a_package_says_its_size_speed_and_accuracy(trained: Path) -> None:
    app, names = measure(parse({"task": {"platforms": ["ios"]}}), trained)
    about = inspect(trained)
    assert names == {"model.bytes", "model.memory_bytes", "model.desktop_ms", "model.accuracy"}
    assert app.model.bytes == Amount.of(min(about["bytes"], about["bytes_brotli"]))
    test = about["evidence"]["metrics"]["test"]
    accuracy = app.model.accuracy
    assert accuracy is not None
    assert accuracy.likely == test["accuracy"]
    assert accuracy.high - accuracy.low == pytest.approx(2 * 1.96 * test["standard_error"], rel=1e-3)
    assert app.model.desktop_ms is not None
    assert 0 < app.model.desktop_ms.low <= app.model.desktop_ms.likely <= app.model.desktop_ms.high


def test_a_page_also_fetches_the_core(trained: Path) -> None:
    sizes = []
    for platform in ("ios", "web"):
        app, _ = measure(parse({"task": {"platforms": [platform]}}), trained)
        assert app.model.bytes is not None
        sizes.append(app.model.bytes.likely)
    assert sizes[1] - sizes[0] == 14_000


@pytest.mark.parametrize("task", ["text", "image"])
def test_a_network_is_measured_even_without_evidence(task: str, tmp_path: Path) -> None:
    """It has no goldens then: a sentence or a camera's picture stands in. Its page fetches a larger core."""
    path = tmp_path / "bare.pinnace"
    path.write_bytes(image_network(3) if task == "image" else network(3))
    sizes = []
    for platform in ("ios", "web"):
        app, names = measure(parse({"task": {"kind": task, "platforms": [platform]}}), path)
        assert names == {"model.bytes", "model.memory_bytes", "model.desktop_ms"}
        assert app.model.bytes is not None
        assert app.model.desktop_ms is not None
        assert app.model.desktop_ms.low > 0
        sizes.append(app.model.bytes.likely)
    assert sizes[1] - sizes[0] == (18_000 if task == "image" else 26_000)


def test_a_call_is_timed_after_a_pause_with_cold_caches() -> None:
    """Walking through 4 MB takes longer when other things were read meanwhile than right after the last walk."""
    data = np.arange(1 << 19, dtype=np.int64)

    def walk(i: int) -> object:
        return data[:: 1 << 6].sum()

    alone = milliseconds(walk, 1).likely
    again = min(timeit.repeat(lambda: walk(0), number=50, repeat=5)) / 50 * 1_000
    assert alone > 1.2 * again


def test_a_package_of_another_task_is_refused(trained: Path) -> None:
    with pytest.raises(PinnaceError, match="predicts text, the app image"):
        measure(parse({"task": {"kind": "image"}}), trained)


def test_bytes_that_are_no_package(tmp_path: Path) -> None:
    (tmp_path / "junk.pinnace").write_bytes(b"junk")
    with pytest.raises(PinnaceError) as error:
        measure(parse({}), tmp_path / "junk.pinnace")
    assert error.value.code == "package.magic"


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def field(number: int, value: bytes | int) -> bytes:
    """A field of a protocol buffer message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def onnx_model(shape: tuple[int, ...], op: bytes = b"Relu") -> bytes:
    """The smallest ONNX file: y = op(x), float32; written by hand from onnx.proto."""
    dims = b"".join(field(1, field(1, size)) for size in shape)
    kind = field(1, field(1, 1) + field(2, dims))
    node = field(1, b"x") + field(2, b"y") + field(4, op)
    graph = (
        field(1, node)
        + field(2, b"g")
        + field(11, field(1, b"x") + field(2, kind))
        + field(12, field(1, b"y") + field(2, kind))
    )
    return field(1, 8) + field(7, graph) + field(8, field(1, b"") + field(2, 17))


def test_an_onnx_file_is_timed(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    times = []
    for size in (1_000, 4_000_000):
        path = tmp_path / f"{size}.onnx"
        path.write_bytes(onnx_model((1, size)))
        app, names = measure(parse({"task": {"kind": "image"}}), path)
        assert names == {"model.bytes", "model.desktop_ms"}
        assert app.model.bytes is not None
        assert app.model.bytes.likely <= path.stat().st_size
        assert app.model.desktop_ms is not None
        times.append(app.model.desktop_ms.low)  # on a machine with other work to do
    assert times[1] > 5 * times[0]


@pytest.mark.parametrize("content", [b"junk", b"", onnx_model((1, 4), b"Nothing"), onnx_model((1 << 20, 1 << 20))])
def test_an_onnx_file_that_cannot_be_run(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("onnxruntime")
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(PinnaceError) as error:
        measure(parse({"task": {"kind": "image"}}), path)
    assert error.value.code == "advise.model"
    assert error.value.hint


def test_without_onnxruntime_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PinnaceError) as error:
        measure(parse({}), tmp_path / "model.onnx")
    assert 'pip install "pinnace[onnx]"' in error.value.hint
