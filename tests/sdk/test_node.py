"""The shipped folder in Node: files are read without a server, and memory stays."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from models import model

from pinnace.packaging import writer
from pinnace.runtime import Package
from pinnace.shipping import folder, web

NODE = shutil.which("node") or shutil.which("nodejs")
pytestmark = pytest.mark.skipif(NODE is None, reason="not run: needs Node.js")

PACKAGE = writer.write(model(bits=10, kept=900))
TEXT = "good, not bad at all"
EXPECTED = Package(PACKAGE).predict(TEXT).probabilities


def node(place: Path, script: str) -> Any:
    """What a module beside the folder web/ prints as JSON."""
    folder.write(place / "web", web.files(PACKAGE, "two"))
    (place / "test.mjs").write_text(f'import {{ load, url }} from "./web/model.js";\n{script}')
    done = subprocess.run([NODE or "", "--expose-gc", "test.mjs"], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("source", ["url", '"web/two.pinnace"', "url.href"])
def test_files_without_a_server(source: str, tmp_path: Path) -> None:
    script = f"const model = await load({source}); console.log(JSON.stringify(model.predict('{TEXT}').probabilities))"
    assert node(tmp_path, script) == EXPECTED


def test_progress(tmp_path: Path) -> None:
    script = (
        "const seen = []; await load(url, { onProgress: (...n) => seen.push(n) }); console.log(JSON.stringify(seen))"
    )
    assert node(tmp_path, script)[-1] == [len(PACKAGE), len(PACKAGE)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    script = 'await load("none.pinnace").catch((e) => console.log(JSON.stringify([e.code, e.message])))'
    code, message = node(tmp_path, script)
    assert code == "fetch.failed"
    assert "none.pinnace" in message


def test_memory_stays_over_100_000_predictions(tmp_path: Path) -> None:
    """Bytes of heap, buffers and WebAssembly memory that are held more than after the first 10,000."""
    script = """
        const model = await load(url);
        const texts = Array.from({ length: 50 }, (_, i) => "good, not bad at all ".repeat(i % 10 + 1));
        const run = (n) => { for (let i = 0; i < n; i++) model.predict(texts[i % 50]); };
        const held = () => {
          gc(); gc();
          const { heapUsed, external, arrayBuffers } = process.memoryUsage();
          return heapUsed + external + arrayBuffers;
        };
        run(10000);
        const before = held();
        run(100000);
        console.log(held() - before);
    """
    assert node(tmp_path, script) < 300_000


def test_react_is_asked_for_only_by_its_own_module(tmp_path: Path) -> None:
    script = 'await import("./web/react.js").catch((e) => console.log(JSON.stringify(e.message)))'
    assert "'react'" in node(tmp_path, script)
