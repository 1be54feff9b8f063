"""The shipped folder in Chromium, under a policy: page, workers, progress, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import module, needs_chromium, visit
from models import model

from pinnace.packaging import writer
from pinnace.runtime import Package
from pinnace.shipping import web

pytestmark = needs_chromium

PACKAGE = writer.write(model(bits=10, kept=900))
TEXT = "good, not bad at all 👍🏽"
EXPECTED = Package(PACKAGE).predict(TEXT).probabilities
SITE = {f"web/{path}": data for path, data in web.files(PACKAGE, "two").items()}
IMPORT = 'import { load, url } from "./web/model.js";'
PREDICT = f"(await load(url)).predict({TEXT!r}).probabilities"
NO_WASM = "default-src 'none'; connect-src 'self'; script-src 'self'"


def test_page_under_a_strict_policy(tmp_path: Path) -> None:
    assert visit(SITE | {"page.js": module(f"await tell({PREDICT})", IMPORT)}, tmp_path) == EXPECTED


def test_without_wasm_unsafe_eval_the_error_has_a_name(tmp_path: Path) -> None:
    told = visit(SITE | {"page.js": module(f"await tell({PREDICT})", IMPORT)}, tmp_path, NO_WASM)
    assert told["code"] == "core.forbidden"
    assert "wasm-unsafe-eval" in told["error"]


def test_without_webassembly_the_error_is_the_same(tmp_path: Path) -> None:
    told = visit(SITE | {"page.js": module(f"delete globalThis.WebAssembly; await tell({PREDICT})", IMPORT)}, tmp_path)
    assert told["code"] == "core.forbidden"


def test_module_worker(tmp_path: Path) -> None:
    page = module('new Worker("worker.js", { type: "module" }).onerror = (e) => tell(String(e.message));')
    worker = module(f"await tell({PREDICT})", IMPORT)
    assert visit(SITE | {"page.js": page, "worker.js": worker}, tmp_path) == EXPECTED


@pytest.mark.parametrize("explains", [True, False])
def test_service_worker(explains: bool, tmp_path: Path) -> None:
    """It answers a request of the page's with a prediction, and says why if it has been given what that takes."""
    page = module(
        'await navigator.serviceWorker.register("worker.js", { type: "module" });'
        "await navigator.serviceWorker.ready;"
        "if (!navigator.serviceWorker.controller)"
        '  await new Promise((go) => navigator.serviceWorker.addEventListener("controllerchange", go));'
        'await tell(await (await fetch("predict")).json());'
    )
    worker = (
        ('import "./web/explain.js";' if explains else "")
        + f"""{IMPORT}
        const model = load(url);
        const why = async () => (await model).explain({TEXT!r}).then(({{ label }}) => label, ({{ code }}) => code);
        addEventListener("activate", (event) => event.waitUntil(clients.claim()));
        addEventListener("fetch", (event) => event.request.url.endsWith("/predict") &&
          event.respondWith(model.then(
            async (model) => Response.json([model.predict({TEXT!r}).probabilities, await why()]))));
    """
    )
    said = Package(PACKAGE).predict(TEXT).label if explains else "fetch.failed"
    assert visit(SITE | {"page.js": page, "worker.js": worker.encode()}, tmp_path) == [EXPECTED, said]


def test_progress_by_bytes(tmp_path: Path) -> None:
    page = module("const seen = []; await load(url, { onProgress: (...n) => seen.push(n) }); await tell(seen)", IMPORT)
    seen = visit(SITE | {"page.js": page}, tmp_path)
    assert seen[-1] == [len(PACKAGE), len(PACKAGE)]
    assert [n for n, _ in seen] == sorted(n for n, _ in seen)


def test_abort(tmp_path: Path) -> None:
    page = module(
        "const stop = new AbortController(); const loading = load(url, { signal: stop.signal }); stop.abort();"
        "const first = await loading.catch((error) => error.name);"
        "const late = await load(url, { signal: AbortSignal.abort() }).catch((error) => error.name);"
        f"await tell([first, late, {PREDICT}])",  # and loading again works
        IMPORT,
    )
    assert visit(SITE | {"page.js": page}, tmp_path) == ["AbortError", "AbortError", EXPECTED]


@pytest.mark.parametrize("simd", [True, False])
def test_only_the_core_that_fits_is_fetched(simd: bool, tmp_path: Path) -> None:
    """Without SIMD the scalar core; WebAssembly.validate is what tells."""
    page = module(
        "const validate = WebAssembly.validate;"
        f"WebAssembly.validate = (bytes) => bytes.length < 50 ? {str(simd).lower()} : validate(bytes);"
        f"const answer = {PREDICT};"
        'const names = performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop());'
        'await tell([answer, names.filter((name) => name.endsWith(".wasm"))])',
        IMPORT,
    )
    core = "pinnace.wasm" if simd else "pinnace.scalar.wasm"
    assert visit(SITE | {"page.js": page}, tmp_path) == [EXPECTED, [core]]


def test_a_missing_core_is_named(tmp_path: Path) -> None:
    site = {path: data for path, data in SITE.items() if not path.endswith(".wasm")}
    told = visit(site | {"page.js": module(f"await tell({PREDICT})", IMPORT)}, tmp_path)
    assert told["code"] == "fetch.failed"
    assert "pinnace.wasm" in told["error"]


def test_what_is_not_wasm_is_named(tmp_path: Path) -> None:
    site = SITE | {"web/pinnace.wasm": b"<!doctype html>", "page.js": module(f"await tell({PREDICT})", IMPORT)}
    assert visit(site, tmp_path)["code"] == "core.missing"
