"""axe finds nothing on the page of `pinnace try` and in the single file; the starter app has app.test.mjs for that."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import needs_chromium
from devtools import Browser
from models import model

import pinnace
from pinnace import trying
from pinnace.packaging import writer

pytestmark = needs_chromium

READY = "location.protocol !== 'about:' && document.readyState === 'complete' && !document.querySelector('[aria-busy]')"
TEXTS = ("", "A plain sentence, twice a plain sentence.", "What a long day it was. " * 60)
TYPE = """(() => {{ const text = document.querySelector("textarea"); text.value = {!r};
  text.dispatchEvent(new Event("input")); return true; }})()"""
# Two frames: a page may answer in the next one.
SETTLED = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(true))))"
FOUND = """axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) =>
  `${impact} ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`))"""


@pytest.fixture(params=["try", "single"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "some.pinnace"
    path.write_bytes(writer.write(model(bits=8, kept=200, levels=40)))
    if request.param == "single":
        pinnace.ship(path, ["web"], tmp_path / "out", app=True)
        yield (tmp_path / "out" / "some.html").as_uri()
        return
    with trying.serve(trying.files(path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_found(width: int, scheme: str, address: str, tmp_path: Path) -> None:
    axe = Path(os.environ["PINNACE_WEB_TOOLS"], "node_modules", "axe-core", "axe.min.js").read_text(encoding="utf-8")
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    with Browser(tmp_path) as browser:
        page = browser.open("about:blank")
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        browser.ask("Emulation.setDeviceMetricsOverride", page, **metrics)
        browser.ask("Emulation.setEmulatedMedia", page, features=features)
        browser.ask("Page.navigate", page, url=address)
        while not browser.evaluate(page, READY):
            assert time.monotonic() < browser.until
            time.sleep(0.05)
        browser.evaluate(page, f"{axe}; true")
        for text in TEXTS:
            assert browser.evaluate(page, TYPE.format(text))
            assert browser.evaluate(page, SETTLED)
            assert browser.evaluate(page, "document.documentElement.scrollWidth - innerWidth") <= 0
            assert browser.evaluate(page, FOUND) == [], text
