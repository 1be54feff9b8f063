"""The AAR as it ships: its own classes and x86-64 library, on a desktop's JVM. What is not run: Android itself."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import time
from pathlib import Path

import build_kotlin
import kotlin
import pytest

from pinnace.core_errors import CORE_ERRORS
from pinnace.runtime.library import Need, library
from pinnace.shipping import android, sources

HERE = Path(__file__).parent / "android"
SCENARIO = Path(__file__).parents[1] / "scenario" / "ScenarioTest.kt"
GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "android.md"
ANDROID = Path(  # API 23, Debian's libandroid-23-java
    os.environ.get("PINNACE_ANDROID_JAR") or "/usr/lib/android-sdk/platforms/android-23/android.jar"
)
OVERHEAD = 10.0  # µs that a warm prediction may take beyond the core's own

pytestmark = kotlin.needs_kotlin


@pytest.fixture(scope="module")
def aar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kotlin.unpacked(android.aar(sources.sdk("android"), "networks"), tmp_path_factory.mktemp("aar"))


@pytest.fixture(scope="module")
def classes(aar: Path) -> Path:
    blocks = re.findall(r"```kotlin\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    codes = [block for block in blocks if "import pinnace." in block]
    assert len(codes) == 2
    guide = [aar / "Reviews.kt", aar / "Photos.kt"]
    for path, code in zip(guide, codes, strict=True):
        path.write_text(f"package guide\n{code}", encoding="utf-8")
    stubs = sorted(build_kotlin.STUBS.rglob("*.java"))
    subprocess.run(["javac", "-d", aar / "tests", *stubs], check=True)
    return kotlin.compiled([SCENARIO, *guide, *stubs, *sorted(HERE.glob("*.kt"))], aar, aar / "tests")


def test_the_scenario(classes: Path, aar: Path, fixture: Path) -> None:
    said = kotlin.run(classes, aar, "pinnace.ScenarioTest", options=[f"-Dfixture={fixture}"])
    assert "OK (10 tests)" in said


def test_kotlin(classes: Path, aar: Path, fixture: Path) -> None:
    """Threads, coroutines, streams, memory; and what a call costs beyond the core: -Xcheck:jni is no part of that."""
    said = kotlin.run(classes, aar, "pinnace.ModelTest", options=[f"-Dfixture={fixture}"])
    assert "OK (9 tests)" in said
    print(*re.findall(r"^.*(?:heap|microseconds).*$", said, re.MULTILINE), sep="\n")
    (taken,) = map(float, re.findall(r"microseconds: ([\d.]+)", said))
    assert taken - microseconds_of_the_core(fixture / "two.pinnace") <= OVERHEAD


def test_bitmaps(classes: Path, aar: Path, fixture: Path) -> None:
    """Against a stand-in: Android's own class is type-checked only, below."""
    assert "OK (2 tests)" in kotlin.run(classes, aar, "pinnace.BitmapTest", options=[f"-Dfixture={fixture}"])


@pytest.mark.skipif(not ANDROID.is_file(), reason="not run: needs android.jar (PINNACE_ANDROID_JAR)")
def test_the_sources_fit_android_s_own_classes(tmp_path: Path) -> None:
    """Type-checked against the oldest android.jar at hand: Bitmap, and no method of Java's that old devices lack."""
    assert kotlin.HOME
    path = f"{ANDROID}:{kotlin.HOME / 'lib' / 'kotlin-stdlib.jar'}"
    options = [*build_kotlin.OPTIONS, "-no-jdk", "-cp", path]
    build_kotlin.kotlinc(kotlin.HOME, *options, *sorted(build_kotlin.SOURCES.glob("*.kt")), "-d", tmp_path)
    assert (tmp_path / "pinnace" / "Bitmaps.class").is_file()


def test_the_jvm_finds_no_misuse_of_jni(classes: Path, aar: Path, fixture: Path) -> None:
    said = kotlin.run(classes, aar, "pinnace.ScenarioTest", options=[f"-Dfixture={fixture}", "-Xcheck:jni"])
    assert "WARNING" not in said and "FATAL" not in said


def test_the_guide(classes: Path, aar: Path, fixture: Path) -> None:
    assert "OK (4 tests)" in kotlin.run(classes, aar, "guide.GuideTest", options=[f"-Dfixture={fixture}"])


def test_without_a_library(classes: Path, aar: Path) -> None:
    assert "OK (1 test)" in kotlin.run(classes, aar, "pinnace.MissingTest", library=False)


def test_errors_are_those_of_the_core() -> None:
    text = (sources.sdk("android") / "kotlin" / "Errors.kt").read_text(encoding="utf-8")
    rows = re.findall(r"^(\d+) (\S+): (.+)$", text, re.MULTILINE)
    assert {int(number): (code, what) for number, code, what in rows} == {
        number: row[:2] for number, row in CORE_ERRORS.items()
    }


def microseconds_of_the_core(package: Path) -> float:
    """A short text, within one call of many, so that Python's own cost does not count."""
    core, data, text = library(), package.read_bytes(), b"Lovely room, and the staff were friendly."
    need, model, session = Need(), ctypes.c_void_p(), ctypes.c_void_p()
    assert core.pn_measure(data, len(data), ctypes.byref(need)) == 0
    rooms = [(ctypes.c_uint64 * (size // 8 + 1))() for size in (need.model, need.session)]
    core.pn_open(data, len(data), rooms[0], need.model, ctypes.byref(model))
    core.pn_begin(model, rooms[1], need.session, ctypes.byref(session))
    n = 2_000
    offsets = (ctypes.c_uint64 * (n + 1))(*(i * len(text) for i in range(n + 1)))
    scores, probabilities = (ctypes.c_int32 * (n * need.scores))(), (ctypes.c_uint32 * (n * need.labels))()
    best = 1e9
    for _ in range(10):
        start = time.perf_counter()
        core.pn_predict_batch(session, text * n, offsets, n, scores, probabilities)
        best = min(best, time.perf_counter() - start)
    return best / n * 1e6
