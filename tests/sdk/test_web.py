"""sdk/web: the module as an app uses it (web.test.js, in Node), its error table, its size."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest
import scenarios

from pinnace.core_errors import CORE_ERRORS
from pinnace.shipping import cores, faces

SDK = scenarios.SDK
BUDGET = 3000  # bytes of JavaScript that a page gets, without comments, after brotli

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")


@needs_node
def test_the_module_in_node(tmp_path: Path) -> None:
    for core in ("pinnace.wasm", "pinnace.scalar.wasm"):
        variables = scenarios.lay_out(tmp_path, core)
        command = ["node", "--test", "web.test.mjs"]
        run = subprocess.run(command, cwd=tmp_path, env=os.environ | variables, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


@needs_node
def test_errors_are_those_of_the_core() -> None:
    where = json.dumps(str(SDK / "meanings.js"))
    script = f"import {{ CORE_ERRORS }} from {where}; console.log(JSON.stringify(CORE_ERRORS))"
    run = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    table = {int(number): code for number, (code, _) in json.loads(run.stdout).items()}
    assert table == {number: code for number, (code, _, _) in CORE_ERRORS.items()}


def test_size() -> None:
    assert len(brotli.compress(faces.TEXT.code(cores.BUILDS[:1])["model.js"], quality=11)) <= BUDGET
