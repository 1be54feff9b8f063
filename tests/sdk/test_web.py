"""sdk/web: the module as an app uses it (web.test.js, in Node), its error table, its size."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest
import scenarios

from pinnace.core_errors import CORE_ERRORS
from pinnace.shipping import cores, faces

SDK = scenarios.SDK
BUDGET = 2_000  # bytes of JavaScript that a page gets, without comments, after brotli

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
    """With and without the words, which are fetched."""
    script = f"""
        import {{ check, worded }} from {json.dumps(str(SDK / "errors.js"))};
        const thrown = (number) => {{ try {{ check(number); }} catch (error) {{ return error; }} }};
        const told = {{}};
        for (const number of {list(CORE_ERRORS)}) {{
          const error = thrown(number), {{ message }} = error;
          await worded(error).catch(() => {{}});
          told[number] = [error.code, message.startsWith(`${{error.code}}: `), error.message];
        }}
        console.log(JSON.stringify(told), thrown(0) ?? "none", thrown(31).code);"""
    run = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    table, *rest = run.stdout.rsplit(maxsplit=2)
    assert json.loads(table) == {
        str(number): [code, True, f"{code}: {what}"] for number, (code, what, _) in CORE_ERRORS.items()
    }
    assert rest == ["none", "core.unknown"]


def test_what_has_more_words_is_said() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in SDK.glob("*.js") if path.name != "meanings.js")
    brief = re.findall(r'^  "([\w.]+): (.*?)": ', (SDK / "meanings.js").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(brief) > 3
    assert all(f'("{code}", "{words}"' in said for code, words in brief)


def test_size() -> None:
    assert len(brotli.compress(faces.TEXT.code(cores.BUILDS[:1])["model.js"], quality=11)) <= BUDGET
