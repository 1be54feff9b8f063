"""Kotlin for tests: compiles files against the AAR's own classes and runs them as JUnit does, on a desktop's JVM."""

from __future__ import annotations

import os
import platform
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import build_kotlin
import pytest

HOME = build_kotlin.home()
JUNIT = [Path("/usr/share/java") / name for name in ("junit4.jar", "hamcrest.jar", "hamcrest-core.jar")]
READY = HOME and build_kotlin.JAR.is_file() and all(path.exists() for path in JUNIT)
needs_kotlin = pytest.mark.skipif(
    not READY or (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="not run: needs Linux on x86-64, a JDK, Kotlin, JUnit 4, and scripts/build_kotlin.py run",
)


def unpacked(aar: bytes, folder: Path) -> Path:
    """The AAR's files, as an app's build would unpack them."""
    (folder / "library.aar").write_bytes(aar)
    with zipfile.ZipFile(folder / "library.aar") as archive:
        archive.extractall(folder / "aar")
    return folder / "aar"


def classpath(aar: Path) -> list[Path]:
    assert HOME
    brought = ("kotlin-stdlib.jar", "kotlinx-coroutines-core-jvm.jar")  # by an app's own build
    return [aar / "classes.jar", *(HOME / "lib" / name for name in brought)]


def compiled(sources: Sequence[Path], aar: Path, out: Path) -> Path:
    """Classes of test sources; those of package pinnace see what is internal there."""
    assert HOME
    path = os.pathsep.join(map(str, [*classpath(aar), *JUNIT]))
    build_kotlin.kotlinc(HOME, "-jvm-target", "1.8", "-nowarn", "-cp", path, *sources, "-d", out)
    return out


def run(classes: Path, aar: Path, *names: str, options: Sequence[str] = (), library: bool = True) -> str:
    """What JUnit says of test classes that pass; all of it when one does not."""
    path = os.pathsep.join(map(str, [classes, *classpath(aar), *JUNIT]))
    place = aar / "jni" / "x86_64" if library else aar
    command = ["java", "-cp", path, f"-Djava.library.path={place}", *options, "org.junit.runner.JUnitCore", *names]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
