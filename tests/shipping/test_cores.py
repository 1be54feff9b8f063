"""Which build of the core a package gets, and which one a page then fetches. The bytes of the larger build are of no
account here: a copy of the smaller one stands in for it, and refuses the package that asks for more.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browser import module, needs_chromium, visit
from models import model

import pinnace
from pinnace.errors import PinnaceError
from pinnace.packaging import writer
from pinnace.runtime import library
from pinnace.shipping import cores, folder

LINEAR, NETWORKS = cores.BUILDS
PACKAGE = writer.write(model(bits=10, kept=900))
NAMES = """
    const told = await load(SOURCE, OPTIONS).then((model) => model.labels.length, (error) => error.code);
    const names = performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop());
    await tell([told, names.filter((name) => name.endsWith(".wasm"))]);
"""


def asking(level: int) -> bytes:
    """The package, asking for another core."""
    changed = bytearray(PACKAGE)
    changed[cores.LEVEL] = level
    return bytes(changed)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "some.pinnace"
    path.write_bytes(PACKAGE)
    return path


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with both builds."""
    folder = tmp_path / "bin"
    shutil.copytree(library.BIN, folder)
    for stand_in, place in ((LINEAR.simd, NETWORKS.simd), (LINEAR.scalar, NETWORKS.scalar)):
        if not (folder / place).exists():
            shutil.copy(folder / stand_in, folder / place)
    monkeypatch.setattr(library, "BIN", folder)
    return folder


def wasm(place: Path) -> set[str]:
    return {path.name for path in place.glob("*.wasm")}


def test_the_smallest_that_is_good_for_it() -> None:
    assert [cores.needed(asking(level)) for level in (1, 2)] == [LINEAR, NETWORKS]
    assert cores.needed(b"") == cores.needed(asking(99)) == LINEAR


def test_only_what_it_needs_is_shipped(package: Path, tmp_path: Path) -> None:
    web = pinnace.ship(package, ["web"], tmp_path / "out").targets["web"]
    assert wasm(web) == {LINEAR.simd, LINEAR.scalar}
    assert NETWORKS.simd not in (web / "model.js").read_text()


def test_the_larger_one_in_advance(package: Path, builds: Path, tmp_path: Path) -> None:
    """And away again; what a page fetches first stays the same."""
    small = pinnace.ship(package, ["web"], tmp_path / "out").wire
    both = pinnace.ship(package, ["web"], tmp_path / "out", core="networks")
    web = both.targets["web"]
    assert wasm(web) == {LINEAR.simd, LINEAR.scalar, NETWORKS.simd, NETWORKS.scalar}
    assert both.wire < small + 100
    assert f"./{NETWORKS.simd}" in (web / "package.json").read_text()
    pinnace.ship(package, ["web"], tmp_path / "out")
    assert wasm(web) == {LINEAR.simd, LINEAR.scalar}


def test_an_unknown_core_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match=r"ship\.core"):
        pinnace.ship(package, ["web"], tmp_path / "out", core="enormous")
    assert not (tmp_path / "out").exists()


@needs_chromium
@pytest.mark.parametrize("options", ["{}", "{ onProgress() {} }"])
@pytest.mark.parametrize(("level", "fetched"), [(1, LINEAR.simd), (2, NETWORKS.simd), (9, NETWORKS.simd)])
def test_only_the_core_that_is_needed_is_fetched(
    level: int, fetched: str, options: str, package: Path, builds: Path, tmp_path: Path
) -> None:
    """A page that was shipped with both, and gets another package over the air."""
    web = pinnace.ship(package, ["web"], tmp_path / "out", core="networks").targets["web"]
    site = {f"web/{path}": data for path, data in folder.read(web).items()} | {"new.pinnace": asking(level)}
    script = NAMES.replace("SOURCE", '"new.pinnace"').replace("OPTIONS", options)
    site["page.js"] = module(script, 'import { load } from "./web/model.js";')
    told, names = visit(site, tmp_path)
    assert names == [fetched]
    assert told == 2 if level == 1 else str(told).startswith("package.")


@needs_chromium
def test_with_one_core_it_does_not_wait_for_the_package(package: Path, tmp_path: Path) -> None:
    """The core is asked for although the package never comes."""
    web = pinnace.ship(package, ["web"], tmp_path / "out").targets["web"]
    script = """
        load(new Response(new ReadableStream())); // whose first byte never comes
        const asked = () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm"));
        while (!asked()) await new Promise((go) => setTimeout(go, 10));
        await tell("asked");
    """
    site = {f"web/{path}": data for path, data in folder.read(web).items()}
    site["page.js"] = module(script, 'import { load } from "./web/model.js";')
    assert visit(site, tmp_path) == "asked"
