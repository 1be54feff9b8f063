"""Production builds of one small page with every bundler, run in Chromium: the files are found and answer alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from browser import module, needs_chromium, visit
from programs import ran

from pinnace.runtime import Package
from pinnace.runtime.picture import raw

pytestmark = needs_chromium

TEXT = "good, not bad at all 👍🏽"
ANSWER = f"(await load(url)).predict({TEXT!r}).probabilities"
SOURCE = module(f"await tell({ANSWER})", 'import { load, url } from "pinnace-two";')
PIXELS = np.arange(4 * 9 * 7, dtype=np.uint8).reshape(7, 9, 4)
HEARD = """let heard = 0; // messages of a worker
    globalThis.Worker = class extends Worker {
      constructor(...given) { super(...given); this.addEventListener("message", () => heard++); }
    };"""
LOOK = module(
    f"""{HEARD}
    const data = Uint8Array.from({PIXELS.ravel().tolist()});
    const answer = await (await load(url)).predict({{ width: 9, height: 7, data }});
    await tell([answer.probabilities, heard > 2]);""",
    'import { load, url } from "pinnace-eye";',
)
TOGETHER = module(
    f"""{HEARD}
    const data = Uint8Array.from({PIXELS.ravel().tolist()});
    const [texts, pictures] = [await load(urls.two), await loadPictures(urls.eye)];
    const answer = await pictures.predict({{ width: 9, height: 7, data }});
    const why = await texts.explain({TEXT!r}); // by a core and a file that are fetched only now
    const weights = why.words.map(({{ contribution }}) => 1024 * contribution);
    await tell([texts.predict({TEXT!r}).probabilities, weights, answer.probabilities, heard > 2]);""",
    'import { load, loadPictures, urls } from "pinnace-two-eye";',
)
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"


def vite(place: Path, tool: Path) -> Path:
    ran(tool / "vite", "build", cwd=place)
    return place / "dist"


def webpack(place: Path, tool: Path) -> Path:
    ran(tool / "webpack", "--mode=production", "--entry=./page.js", "--output-filename=page.js", cwd=place)
    shutil.copy(place / "index.html", place / "dist")
    return place / "dist"


def parcel(place: Path, tool: Path) -> Path:
    """For browsers that lack import.meta.resolve, as the guide says: else Parcel writes a script into the page."""
    (place / "package.json").write_text('{"private": true, "type": "module", "browserslist": "since 2022"}')
    ran(tool / "parcel", "build", "index.html", "--no-cache", "--no-source-maps", cwd=place)
    return place / "dist"


def esbuild(place: Path, tool: Path) -> Path:
    options = ("--bundle", "--format=esm", "--minify", "--outfile=dist/page.js")
    ran(tool / "esbuild", "page.js", *options, cwd=place)
    shutil.copy(place / "index.html", place / "dist")
    used = (place / "page.js").read_text().partition('from "pinnace-')[2].partition('"')[0]
    for path in Path(place, "node_modules", f"pinnace-{used}").iterdir():
        if path.suffix in (".wasm", ".pinnace") or path.name in ("model.js", "worker.js"):  # as its README says
            shutil.copy(path, place / "dist")
    return place / "dist"


BUNDLERS = pytest.mark.parametrize("bundler", [vite, webpack, parcel, esbuild], ids=lambda bundler: bundler.__name__)
Bundler = Callable[[Path, Path], Path]


def built(bundler: Bundler, project: Path, source: bytes) -> dict[str, bytes]:
    """The site that a bundler makes of a page's script."""
    (project / "page.js").write_bytes(source)
    (project / "index.html").write_text('<!doctype html><script type="module" src="./page.js"></script>')
    dist = bundler(project, project / "node_modules" / ".bin")
    return {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}


@BUNDLERS
def test_production_build(bundler: Bundler, project: Path, shipped: Path, tmp_path: Path) -> None:
    site = built(bundler, project, SOURCE)
    expected = Package.load(shipped / "two.pinnace").predict(TEXT).probabilities
    assert visit(site, tmp_path, POLICY) == expected
    assert len({path for path in site if path.endswith(".wasm")}) >= 4


@BUNDLERS
@pytest.mark.parametrize("worker", [True, False])
def test_a_package_of_pictures(
    worker: bool, bundler: Bundler, project: Path, shipped_pictures: Path, tmp_path: Path
) -> None:
    """The worker is found and starts; where the policy forbids one, the same code answers on the page's thread."""
    site = built(bundler, project, LOOK)
    policy = POLICY if worker else f"{POLICY}; worker-src 'none'"
    expected = Package.load(shipped_pictures / "eye.pinnace").predict_raw(raw(PIXELS)).probabilities
    assert visit(site, tmp_path, policy) == [expected, worker]


@BUNDLERS
def test_texts_and_pictures(bundler: Bundler, project: Path, shipped_both: Path, tmp_path: Path) -> None:
    site = built(bundler, project, TOGETHER)
    texts = Package.load(shipped_both / "two.pinnace")
    weights = [word.raw for word in texts.explain(TEXT).words]
    picture = Package.load(shipped_both / "eye.pinnace").predict_raw(raw(PIXELS)).probabilities
    assert visit(site, tmp_path, POLICY) == [texts.predict(TEXT).probabilities, weights, picture, True]
