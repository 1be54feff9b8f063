"""JavaScript, Kotlin and Swift tell the scenario that Python tells, step by step.

JavaScript is run here, Kotlin by tests/sdk/test_android.py, Swift by scripts/swift.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pinnace.runtime import library

HERE = Path(__file__).parent
SDK = HERE.parents[1] / "sdk" / "web"
STEPS = {  # file -> how it names a step
    "test_scenario.py": r"^def test_(\w+)\(",
    "scenario.test.mjs": r'^test\("(.+?)"',
    "ScenarioTest.kt": r"@Test fun `(.+?)`",
    "ScenarioTests.swift": r"func test_(\w+)\(\)",
}


def steps(file: str) -> list[str]:
    found = re.findall(STEPS[file], (HERE / file).read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^a-z0-9]+", "_", step.lower()) for step in found]


@pytest.mark.parametrize("file", list(STEPS)[1:])
def test_every_language_tells_the_same(file: str) -> None:
    assert len(steps(file)) > 5
    assert steps(file) == steps("test_scenario.py")


@pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
@pytest.mark.parametrize("core", ["pinnace.wasm", "pinnace.scalar.wasm"])
def test_javascript(fixture: Path, core: str) -> None:
    seeing = core.replace("pinnace", "pinnace.networks")
    places = {"SDK": SDK, "CORE": library.BIN / core, "SEEING": library.BIN / seeing, "FIXTURE": fixture}
    command = ["node", "--test", str(HERE / "scenario.test.mjs")]
    run = subprocess.run(
        command, env=os.environ | {name: str(place) for name, place in places.items()}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
