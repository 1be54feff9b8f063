"""`pinnace check` of packages of pictures: what it replays, which pictures of one's own, and faults that it finds."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from builds import compiled, loaded, needs_compiler
from image_networks import image_network, later_network, mirrored_network
from picture_files import scene

from pinnace.checking import check, torture_pictures
from pinnace.checking.protocol import Request
from pinnace.checking.runtimes import node, python

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
FAST = ["reference", "python"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "pictures.pinnace"
    path.write_bytes(image_network(5))
    return path


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Three pictures in a folder, and a table of two of their paths."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for i, name in enumerate(("a.jpg", "b.png", "c.webp")):
        scene(i).save(folder / name)
    (folder / "some.csv").write_text("picture\nb.png\na.jpg\n")
    return folder


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """No torture: what is tested is one's own pictures."""
    monkeypatch.setattr(torture_pictures, "cases", dict)
    monkeypatch.setattr(torture_pictures, "large", dict)


def test_the_torture_list_has_what_breaks_picture_code() -> None:
    heads = [struct.unpack_from("<III", picture) for picture in torture_pictures.cases().values()]
    assert {(1, 1), (1, 300), (300, 1), (7, 5)} <= {(width, height) for width, height, _ in heads}
    assert {turn for _, _, turn in heads} == set(range(1, 9))
    assert {"grey", "alpha: noise", "alpha: nothing"} <= set(torture_pictures.cases())
    assert torture_pictures.LARGE == (8000, 6000)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("inputs", "count"), [("photos", 3), ("photos/some.csv", 2), ("photos/a.jpg", 1)])
def test_pictures_of_ones_own(package: Path, photos: Path, inputs: str, count: int) -> None:
    report = check(package, inputs=photos.parent / inputs, runtimes=FAST)
    assert report.equal
    assert {row["cases"] for row in report.runtimes.values()} == {count}


# The torture list alone must find these. File, what it says, what it shall say.
FAULTS = {
    "what lies under transparency": ("src/image.c", "[k] * (LEVELS - alpha)", "[k] * (254 - alpha)"),
    "a pixel's weight": ("src/image.c", "if (weight <= 0) {", "if (weight <= 1) {"),
}


@needs_compiler
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_it_red(fault: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torture_pictures, "LARGE", (80, 60))
    assert check(package, runtimes=FAST).equal
    core = loaded(compiled(tmp_path, fault=FAULTS[fault])[0])
    monkeypatch.setattr("pinnace.checking.runtimes.python.library", lambda: core)
    report = check(package, runtimes=FAST)
    assert not report.equal
    assert report.runtimes["python"]["mismatches"] > 0
    assert "torture" in str(report.runtimes["python"]["why"])


STREAMED = """
import ctypes, resource, struct, sys
import numpy as np
from pinnace.checking import torture_pictures
from pinnace.runtime import Package

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

data = open(sys.argv[1], "rb").read()
package = Package(data)
session = package._session().pointer
core = package._core
scores, chances = np.zeros(16, np.int32), np.zeros(16, np.uint32)
row = torture_pictures.noise(4 * 8000, "row")
before = most()
core.pn_reset(session)
core.pn_write(session, struct.pack("<III", 8000, 6000, 6), 12)
for _ in range(6000):
    assert core.pn_write(session, row, len(row)) == 0
assert core.pn_finish(session, scores.ctypes.data, chances.ctypes.data) == 0
grown = most() - before
whole = package.predict_raw(struct.pack("<III", 8000, 6000, 6) + row * 6000)
print(grown, int(tuple(whole.raw_scores) == tuple(scores[: len(whole.raw_scores)].tolist())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="not run: needs the module resource")
def test_a_photo_of_192_mb_that_comes_by_rows_takes_no_memory(package: Path) -> None:
    """Measured: what the process has grown by at most. And the answer is that of the whole picture."""
    done = subprocess.run(
        [sys.executable, "-c", STREAMED, str(package)], capture_output=True, text=True, check=True, timeout=300
    )
    grown, equal = map(int, done.stdout.split())
    assert equal
    assert grown < 2_000_000


@needs_node
def test_the_core_of_pictures_answers_as_that_of_everything() -> None:
    """Networks made by chance, on each WebAssembly that Node runs."""
    pictures = list(torture_pictures.cases().values())[:8]
    for package in [make(seed) for make in (image_network, later_network, mirrored_network) for seed in range(12)]:
        request = Request(package, pictures, 0)
        expected = python.run(request)[""].rows.tobytes()
        found = {name: answers.rows.tobytes() for name, answers in node.run(request).items()}
        assert {"simd128", "scalar", "networks simd128"} <= set(found)
        assert set(found.values()) == {expected}
