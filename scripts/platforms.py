"""docs/guides/platforms.md: which piece was built, run or type-checked for which platform, by running it.

    python3 scripts/platforms.py      runs the tests behind each row, then writes the page; minutes

A row whose tests are skipped here is *not run*, one whose tests fail stops the script, and what no test of ours can
reach is *not verified*: nobody may claim more from this page.
"""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import environment

PAGE = environment.ROOT / "docs" / "guides" / "platforms.md"
HEAD = """# What was run where

Written by `python3 scripts/platforms.py` on {machine}, out of the tests of each row.

- **Run**: executed, and its answers compared with `==`.
- **Built**: compiled and its contents checked, not executed.
- **Type-checked**: compiled against stubs that are our own claim, and run against these; nothing is known of the real ones.
- **Not run**: this machine lacked what it takes.
- **Not verified**: nobody has tried it here. Tell us when you have.

| piece | on | state | tests |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """``state`` is what the row may claim when all ``tests`` (arguments of pytest) pass."""

    piece: str
    on: str
    state: str = "not verified"
    tests: tuple[str, ...] = ()


ANDROID, LIBRARY = "tests/shipping/test_android.py", "tests/sdk/test_android_library.py"
JVM = "tests/sdk/test_android.py"
ROWS = (
    Row("core, as host library", "Linux, x86-64", "run", ("tests/core/test_answers.py", "tests/core/test_vectors.py")),
    Row("web SDK, with SIMD and without", "Node", "run", ("tests/scenario/test_told.py", "-k", "javascript")),
    Row("web SDK", "Chromium", "run", ("tests/sdk/test_pages.py",)),
    Row("web SDK", "Safari"),
    Row("Android: classes and x86-64 library", "a desktop's JVM on Linux", "run",
        (JVM, "-k", "not bitmaps and not fit_android")),
    Row("Android: arm64 library", "Linux on arm64, emulated by qemu", "run", (LIBRARY, "-k", "arm64_answers")),
    Row("Android: the library's C, four threads", "Linux, ThreadSanitizer", "run", (LIBRARY, "-k", "race or stays")),
    Row("Android: `Bitmap`", "our stub of it, on a desktop's JVM", "type-checked", (JVM, "-k", "bitmaps")),
    Row("Android: Kotlin sources", "Android's own android.jar (API 23)", "type-checked", (JVM, "-k", "fit_android")),
    Row("Android: AAR", "symbols, sizes, pages of 16 KB", "built", (LIBRARY, "-k", "pages or needs or size or table")),
    Row("Android: Maven repository, Gradle module", "contents", "built", (ANDROID,)),
    Row("Android: in a Gradle build, with R8", "Android Studio"),
    Row("Android: an app", "a device, an emulator"),
    Row("Swift package", "Linux, Swift 6", "run", ("tests/swift", "-k", "not stubs")),
    Row("Swift: `CGImage`, `CVPixelBuffer`", "our stubs of both, on Linux", "type-checked",
        ("tests/swift", "-k", "stubs")),
    Row("Swift package: the core", "arm64 object code: iOS, its simulator, macOS", "built",
        ("tests/shipping/test_ios.py", "-k", "apple")),
    Row("Swift package", "Xcode, iOS, macOS"),
)  # fmt: skip


def main() -> None:
    environment.ensure("dev")
    environment.run(environment.PYTHON, "scripts/build_core.py")
    environment.run(environment.PYTHON, "scripts/build_kotlin.py")
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    cells = {row: ("not run" if row.tests else row.state, "") for row in ROWS}
    for row in ROWS:  # written after each, so that a run which is stopped claims no more than it did
        cells[row] = claimed(row)
        lines = [f"| {row.piece} | {row.on} | {state} | {told} |\n" for row, (state, told) in cells.items()]
        print(row.piece, "|", row.on, "|", *cells[row], flush=True)
        PAGE.write_text(HEAD.format(machine=machine) + "".join(lines), encoding="utf-8")


def claimed(row: Row) -> tuple[str, str]:
    """The state that its tests allow, and how many there were."""
    if not row.tests:
        return row.state, ""
    passed, skipped = outcome(row.tests)
    told = f"{passed} passed" + (f", {skipped} not run" if skipped else "")
    return (f"**{row.state}**" if passed else "not run"), told


def outcome(tests: tuple[str, ...]) -> tuple[int, int]:
    """How many passed and how many were skipped; SystemExit when one failed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [str(environment.PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *tests]
        settings = {**os.environ, "PINNACE_SWIFT_TESTS": "1"}
        done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, env=settings)
        if done.returncode:
            raise SystemExit(f"{' '.join(tests)}\n{done.stdout[-3000:]}")
        suite = ET.parse(report).getroot()[0].attrib
    skipped = int(suite["skipped"])
    return int(suite["tests"]) - skipped, skipped


if __name__ == "__main__":
    main()
