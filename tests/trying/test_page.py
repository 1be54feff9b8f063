"""The page's modules in Node, and the page in Chromium: text in, answer and marks out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from browser import CHROMIUM, needs_chromium
from models import model
from programs import ran

from pinnace import trying
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.packaging import writer
from pinnace.runtime import Package

NODE = shutil.which("node") or shutil.which("nodejs")
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
    path = tmp_path / "some.pinnace"
    path.write_bytes(writer.write(model(bits=8, kept=200, classes=classes)))
    with trying.serve(trying.files(path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/#A%20plain%20sentence."
        options = (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom")
        document = ran(CHROMIUM, *options, address, cwd=tmp_path)
        server.shutdown()
    expected = Package.load(path).predict("A plain sentence.")
    assert re.findall(r'id="label" class="label">(.*?)<', document) == [expected.label]
    assert len(re.findall(r'class="name"', document)) == classes
    assert "<mark" in document
    (error,) = re.findall(r'<p class="error" id="error"[^>]*>', document)
    assert "hidden" in error
