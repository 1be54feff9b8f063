"""The same attacks on the WebAssembly modules, where sizes have 32 bits: the same codes, as soon."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from attacks import bombs, recipe
from attacks.case import attacks
from pinnace.runtime.library import BIN

SCRIPT = Path(__file__).parent / "refusals.mjs"


def _opened(module: str, packages: list[bytes]) -> list[tuple[str, float]]:
    """(code or "accepted", milliseconds of processor time) of each package."""
    node = shutil.which("node")
    if not node:
        pytest.skip("not run: node is missing (python3 scripts/system.py installs it)")
    given = json.dumps([base64.b64encode(data).decode() for data in packages])
    command = [node, str(SCRIPT), str(BIN / module)]
    return json.loads(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("module", ["pinnace.wasm", "pinnace.scalar.wasm"])
def test_refused_with_the_same_code_within_a_second(module: str) -> None:
    cases = attacks()
    answers = _opened(module, [case.make() for case in cases])
    codes = {case.name: code for case, (code, _) in zip(cases, answers, strict=True)}
    assert codes == {case.name: case.code for case in cases}
    assert max(time for _, time in answers) < 1000


@pytest.mark.parametrize("module", ["pinnace.wasm", "pinnace.scalar.wasm"])
def test_good_packages_are_accepted_and_the_largest_too(module: str) -> None:
    assert [code for code, _ in _opened(module, [recipe.package(), bombs.largest()])] == ["accepted", "accepted"]
