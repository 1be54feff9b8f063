"""The SDK outside browsers: Node 18, Node 22, Deno, Bun run tests/sdk/web.test.js and load the shipped folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import scenarios
from programs import ran

from pinnace.runtime import Package

TEXT = "good, not bad at all 👍🏽"
USE = """import {{ load, url }} from {index};
console.log(JSON.stringify((await load(url)).predict({text}).probabilities));
"""
# Program below node_modules, what runs a file of tests, what runs a file.
RUNTIMES = {
    "node18": ("node18/bin/node", ["--test"], []),
    "node22": ("node22/bin/node", ["--test"], []),
    "deno": (".bin/deno", ["test", "--allow-all", "--quiet"], ["run", "--allow-read", "--quiet"]),
    "bun": (".bin/bun", ["test"], ["run"]),
}


def program(name: str) -> Path:
    path = Path(os.environ["PINNACE_WEB_TOOLS"], "node_modules", RUNTIMES[name][0])
    if not path.exists():
        pytest.skip(f"not run: npm has no {name} for this machine")
    return path


@pytest.mark.parametrize("core", ["pinnace.wasm", "pinnace.scalar.wasm"])
@pytest.mark.parametrize("name", RUNTIMES)
def test_scenarios(name: str, core: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, place in scenarios.lay_out(tmp_path, core).items():
        monkeypatch.setenv(variable, place)
    ran(program(name), *RUNTIMES[name][1], "./web.test.mjs", cwd=tmp_path)


@pytest.mark.parametrize("name", RUNTIMES)
def test_shipped_folder(name: str, shipped: Path, tmp_path: Path) -> None:
    """`load(url)`: the files are read from the disk, no server takes part."""
    script = USE.format(index=json.dumps(str(shipped / "model.js")), text=json.dumps(TEXT))
    (tmp_path / "use.mjs").write_text(script, encoding="utf-8")
    said = ran(program(name), *RUNTIMES[name][2], "use.mjs", cwd=tmp_path)
    assert json.loads(said) == Package.load(shipped / "two.pinnace").predict(TEXT).probabilities
