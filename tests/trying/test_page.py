"""The page's modules in Node, and the page in Chromium: text in, answer and marks out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import module, needs_chromium, visit
from models import model

from pinnace import trying
from pinnace.packaging import writer
from pinnace.runtime import Package
from pinnace.trying.serving import POLICY

NODE = shutil.which("node") or shutil.which("nodejs")
TEXT = "A plain sentence."
TYPING = f"""
    const at = (id) => document.getElementById(id);
    const until = async (done) => {{ while (!done()) await new Promise((go) => setTimeout(go, 20)); }};
    await until(() => at("labels").textContent.startsWith("label 0"));
    at("text").value = {TEXT!r};
    at("text").dispatchEvent(new Event("input"));
    await until(() => at("wire").textContent.endsWith("KB"));
    const all = (selector) => document.querySelectorAll(selector).length;
    await tell({{
      ...Object.fromEntries(["label", "spoken", "mirror", "wire", "time"].map((id) => [id, at(id).textContent])),
      bars: all("#bars li"), marks: all("mark"), fine: at("error").hidden,
    }});
"""
PAGE = Path(trying.__file__).parent / "page"


@pytest.mark.skipif(NODE is None, reason="not run: needs Node.js")
def test_the_modules(tmp_path: Path) -> None:
    for path in ("table.js", "words.js"):
        shutil.copy(PAGE / path, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    command = [NODE or "", "--test", str(Path(__file__).with_name("page.test.mjs"))]
    done = subprocess.run(command, env=os.environ | {"PAGE": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@needs_chromium
@pytest.mark.parametrize("classes", [2, 12])
def test_the_page(classes: int, tmp_path: Path) -> None:
    """Typed into, under the server's own policy."""
    path = tmp_path / "some.pinnace"
    path.write_bytes(writer.write(model(bits=8, kept=200, classes=classes)))
    files = trying.files(path)
    files["index.html"] = files["index.html"].replace(
        b"</body>", b'<script type="module" src="typing.js"></script></body>'
    )
    told = visit(files | {"typing.js": module(TYPING)}, tmp_path, POLICY)
    expected = Package.load(path).predict(TEXT)
    assert told["label"] == told["spoken"].split(",")[0] == expected.label
    assert told["bars"] == classes
    assert told["marks"] > 0
    assert told["mirror"].removesuffix("\u200b") == TEXT
    assert told["wire"].endswith(" KB")
    assert told["time"].endswith(" ms")
    assert told["fine"] is True
