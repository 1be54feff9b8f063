"""Each claim of `pinnace check` has a fault that turns it red."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest
from image_networks import image_network
from models import model
from networks import network

from pinnace.checking import check, torture, torture_pictures
from pinnace.checking.protocol import Request
from pinnace.checking.reference import softmax
from pinnace.checking.runtimes import RUNTIMES, node
from pinnace.checking.runtimes.process import Broken, NotRun
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, writer
from pinnace.runtime import library

FAST = ["reference", "python"]
EXPONENTIAL = (2056437387).to_bytes(4, "little")  # an entry of the exponential's table, as every build holds it


@pytest.fixture(autouse=True)
def few_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the torture list: what is tested here is the check, not the core."""
    kept = {name: text for i, (name, text) in enumerate(torture.cases().items()) if i % 15 == 0}
    monkeypatch.setattr(torture, "cases", lambda: kept)
    monkeypatch.setattr(torture, "large", lambda: {})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with two goldens, true ones."""
    return written(tmp_path, {})


def written(folder: Path, golden: dict[str, Any]) -> Path:
    """A package whose second golden is altered."""
    shipped = writer.write(model(bits=10, kept=900, classes=3))
    texts = [b"a good film", b"not so good!"]
    rows = RUNTIMES["reference"](Request(shipped, texts))[""].rows.tolist()
    goldens = [
        {"input": base64.b64encode(text).decode(), "scores": row[:3], "probabilities": row[3:]}
        for text, row in zip(texts, rows, strict=True)
    ]
    goldens[1] |= golden
    path = folder / "three.pinnace"
    path.write_bytes(evidence.attach(shipped, {"goldens": goldens}))
    return path


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this installation's builds that a test may alter."""
    folder = tmp_path / "bin"
    shutil.copytree(library.BIN, folder)
    monkeypatch.setattr(library, "BIN", folder)
    return folder


def altered(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))


def runnable(name: str, request: Request) -> None:
    try:
        RUNTIMES[name](request)
    except NotRun as reason:
        pytest.skip(f"{name} not run: {reason}")


def test_nothing_wrong(package: Path) -> None:
    report = check(package, runtimes=FAST)
    assert report.equal
    assert {name: (row["status"], row["mismatches"]) for name, row in report.runtimes.items()} == {
        "reference": ("equal", 0),
        "python": ("equal", 0),
    }
    assert all(row["cases"] == 2 + len(torture.cases()) for row in report.runtimes.values())


def test_a_changed_rounding(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = softmax.exp_below
    monkeypatch.setattr(softmax, "exp_below", lambda distance: exact(distance) >> 16 << 16)
    report = check(package, runtimes=FAST)
    assert not report.equal
    assert report.runtimes["reference"]["status"] == "different"  # its goldens give it away
    assert report.runtimes["python"]["mismatches"] > 0
    assert "expected" in str(report.runtimes["python"]["why"])


def test_a_golden_altered(tmp_path: Path) -> None:
    report = check(written(tmp_path, {"scores": [1, 2, 3]}), runtimes=FAST)
    assert not report.equal
    assert [row["mismatches"] for row in report.runtimes.values()] == [1, 1]
    assert report.differences[0].source == "golden 2"
    assert report.differences[0].text == b"not so good!"


def test_a_golden_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(PinnaceError) as refused:
        check(written(tmp_path, {"input": "not base64!"}), runtimes=FAST)
    assert refused.value.code == "package.evidence"


@pytest.mark.parametrize("name", RUNTIMES)
def test_a_corrupted_package_is_refused_everywhere(name: str, package: Path) -> None:
    data = bytearray(evidence.split(package.read_bytes())[0])
    data[len(data) // 2] ^= 1
    request = Request(bytes(data), [b"text"])
    runnable(name, request)
    answers = RUNTIMES[name](request)
    assert {found.refusal for found in answers.values()} == {"package.checksum"}


def test_a_corrupted_package_is_an_error(package: Path) -> None:
    data = bytearray(package.read_bytes())
    data[40] ^= 1
    package.write_bytes(data)
    with pytest.raises(PinnaceError) as refused:
        check(package, runtimes=FAST)
    assert refused.value.code == "package.checksum"


@pytest.mark.parametrize("build", ["pinnace.wasm", "pinnace.scalar.wasm"])
@pytest.mark.parametrize("name", ["node", "chromium"])
def test_an_altered_wasm(name: str, build: str, package: Path, builds: Path) -> None:
    runnable(name, Request(b"", []))
    altered(builds / build, EXPONENTIAL, (2056400000).to_bytes(4, "little"))
    report = check(package, runtimes=["reference", name])
    assert not report.equal
    assert report.runtimes["reference"]["status"] == "equal"
    assert report.runtimes[name]["status"] == "different"
    assert report.runtimes[name]["mismatches"] > 0
    variant = "simd128" if build == "pinnace.wasm" else "scalar"
    assert str(report.runtimes[name]["why"]).startswith(variant)


@pytest.mark.parametrize(
    "made, variant, build",
    [
        (network(2), "simd128", "pinnace.networks.wasm"),
        (network(2), "relaxed-simd", "pinnace.networks.relaxed.wasm"),
        (image_network(8), "simd128", "pinnace.pictures.wasm"),
        (image_network(8), "relaxed-simd", "pinnace.pictures.relaxed.wasm"),
        (image_network(8), "networks scalar", "pinnace.networks.scalar.wasm"),
        (image_network(8), "both simd128", "pinnace.both.wasm"),
        (writer.write(model()), "both scalar", "pinnace.both.scalar.wasm"),
    ],
    ids=[
        "network",
        "network-relaxed",
        "pictures",
        "pictures-relaxed",
        "pictures-on-networks",
        "pictures-on-both",
        "texts-on-both",
    ],
)
@pytest.mark.parametrize("name", ["node", "chromium"])
def test_an_altered_wasm_for_networks(
    name: str, made: bytes, variant: str, build: str, tmp_path: Path, builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each build runs, in a browser whose SDK would choose only one, and each is compared."""
    monkeypatch.setattr(torture_pictures, "large", dict)
    runnable(name, Request(b"", []))
    path = tmp_path / "network.pinnace"
    path.write_bytes(made)
    if variant not in RUNTIMES[name](Request(made, [])):
        pytest.skip(f"{variant} not run: this {name} has none")
    assert check(path, runtimes=["reference", name]).equal
    altered(builds / build, EXPONENTIAL, (2056400000).to_bytes(4, "little"))
    report = check(path, runtimes=["reference", name])
    assert not report.equal
    assert report.runtimes[name]["mismatches"] > 0
    assert str(report.runtimes[name]["why"]).startswith(variant)


@pytest.mark.parametrize("build", ["pinnace-arm64", "pinnace-arm64.scalar"])
def test_an_altered_arm64_build(build: str, package: Path, builds: Path) -> None:
    runnable("arm64-qemu", Request(b"", []))
    altered(builds / build, EXPONENTIAL, (2056400000).to_bytes(4, "little"))
    report = check(package, runtimes=["reference", "arm64-qemu"])
    assert not report.equal
    assert report.runtimes["arm64-qemu"]["mismatches"] > 0


def test_a_broken_wasm(package: Path, builds: Path) -> None:
    runnable("node", Request(b"", []))
    (builds / "pinnace.wasm").write_bytes((builds / "pinnace.wasm").read_bytes()[:1000])
    with pytest.raises(Broken):
        node.run(Request(b"", []))
    report = check(package, runtimes=["reference", "node"])
    assert not report.equal
    assert "WebAssembly" in str(report.runtimes["node"]["why"])


def test_what_is_missing_is_not_run(package: Path, builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(builds))
    monkeypatch.setenv("PINNACE_SWIFT", str(builds))
    report = check(package)
    missing = {name: row["why"] for name, row in report.runtimes.items() if row["status"] == "not run"}
    assert missing == {
        "arm64-qemu": "qemu-aarch64 is not installed",
        "node": "node is not installed",
        "chromium": "chromium is not installed",
        "firefox": "firefox is not installed",
        "webkitgtk": "xvfb-run is not installed",
        "jvm": "javac is not installed",
        "swift-linux": "Swift is not installed; in a checkout: python3 scripts/swift_root.py",
    }
    assert report.equal  # by those that ran


def test_a_missing_build_is_not_run(package: Path, builds: Path) -> None:
    (builds / "pinnace.scalar.wasm").unlink()
    report = check(package, runtimes=["python", "node"])
    assert report.runtimes["node"]["status"] == "not run"


def test_nothing_that_runs_is_no_proof(package: Path, monkeypatch: pytest.MonkeyPatch, builds: Path) -> None:
    monkeypatch.setenv("PATH", str(builds))
    assert not check(package, runtimes=["node"]).equal


def test_no_package(tmp_path: Path) -> None:
    with pytest.raises(PinnaceError) as refused:
        check(tmp_path / "none.pinnace", runtimes=FAST)
    assert refused.value.code == "package.missing"


def test_an_unknown_runtime(package: Path) -> None:
    with pytest.raises(PinnaceError) as refused:
        check(package, runtimes=["python", "abacus"])
    assert refused.value.code == "usage.runtime"


def test_a_file_of_inputs(package: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs.jsonl"
    inputs.write_text('{"base64": "gIGC"}\n{"base64": "Z29vZA=="}\n')
    report = check(package, inputs=inputs, runtimes=FAST)
    assert report.equal
    assert report.runtimes["python"]["cases"] == 2 + len(torture.cases()) + 2
