"""Production builds of one small page with every bundler, run in Chromium: the files are found and answer alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browser import module, needs_chromium, visit
from programs import ran

from pinnace.runtime import Package

pytestmark = needs_chromium

TEXT = "good, not bad at all 👍🏽"
ANSWER = f"(await load(url)).predict({TEXT!r}).probabilities"
SOURCE = module(f"await tell({ANSWER})", 'import { load, url } from "pinnace-two";')
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
    for path in Path(place, "node_modules", "pinnace-two").iterdir():
        if path.suffix in (".wasm", ".pinnace"):  # as the package's README says
            shutil.copy(path, place / "dist")
    return place / "dist"


@pytest.mark.parametrize("bundler", [vite, webpack, parcel, esbuild], ids=lambda bundler: bundler.__name__)
def test_production_build(bundler, project: Path, shipped: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (project / "page.js").write_bytes(SOURCE)
    (project / "index.html").write_text('<!doctype html><script type="module" src="./page.js"></script>')
    dist = bundler(project, project / "node_modules" / ".bin")
    site = {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}
    expected = Package.load(shipped / "two.pinnace").predict(TEXT).probabilities
    assert visit(site, tmp_path, POLICY) == expected
    assert sum(path.endswith(".wasm") for path in site) == 4
