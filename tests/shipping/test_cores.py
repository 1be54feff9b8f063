"""Which build of the core a package gets, and which one a page then fetches."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import networks
import pytest
from browser import module, needs_chromium, visit
from image_networks import image_network
from models import model

import pinnace
from pinnace.errors import PinnaceError
from pinnace.packaging import writer
from pinnace.runtime import Package
from pinnace.shipping import cores, folder

LINEAR, PICTURES, BOTH, NETWORKS = cores.BUILDS
PACKAGE = writer.write(model(bits=10, kept=900))
NETWORK = networks.network(2)
SIGHT = image_network(5)
LATER = NETWORK[: cores.LEVEL] + b"\x09" + NETWORK[cores.LEVEL + 1 :]  # for a core that is still to be written
TEXT = "A plain sentence, not so plain."
IMPORT = 'import { load, url } from "./web/model.js";'
ANSWER = f"""
    const told = await load(SOURCE, OPTIONS)
      .then((model) => model.predict({TEXT!r}).probabilities, (error) => error.code);
    const names = performance.getEntriesByType("resource").map(({{ name }}) => name.split("/").pop());
    await tell([told, names.filter((name) => name.endsWith(".wasm"))]);
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "some.pinnace"
    path.write_bytes(PACKAGE)
    return path


def wasm(place: Path) -> set[str]:
    return {path.name for path in place.glob("*.wasm")}


def asked(web: Path, more: dict[str, bytes], source: str, options: str, folder_: Path) -> Any:
    """What a page with the shipped folder answers, and the cores that it fetched."""
    site = {f"web/{path}": data for path, data in folder.read(web).items()} | more
    script = ANSWER.replace("SOURCE", source).replace("OPTIONS", options)
    return visit(site | {"page.js": module(script, IMPORT)}, folder_)


def test_the_smallest_that_is_good_for_it() -> None:
    assert [cores.needed(package) for package in (PACKAGE, NETWORK)] == [LINEAR, NETWORKS]
    assert [cores.needed(*packages) for packages in ((PACKAGE, SIGHT), (NETWORK, SIGHT), (SIGHT,))] == [
        BOTH,
        NETWORKS,
        PICTURES,
    ]
    assert cores.needed(b"") == cores.needed(LATER) == LINEAR  # which any core refuses


def test_only_what_it_needs_is_shipped(package: Path, tmp_path: Path) -> None:
    web = pinnace.ship(package, ["web"], tmp_path / "out").targets["web"]
    assert wasm(web) == set(LINEAR.files)
    assert NETWORKS.simd not in (web / "model.js").read_text()


def test_the_larger_one_in_advance(package: Path, tmp_path: Path) -> None:
    """And away again; what a page fetches first stays the same."""
    small = pinnace.ship(package, ["web"], tmp_path / "out").wire
    both = pinnace.ship(package, ["web"], tmp_path / "out", core="networks")
    web = both.targets["web"]
    assert wasm(web) == {*LINEAR.files, *NETWORKS.files}
    assert both.wire < small + 200  # the probe of relaxed SIMD, and the choice
    assert f"./{NETWORKS.simd}" in (web / "package.json").read_text()
    pinnace.ship(package, ["web"], tmp_path / "out")
    assert wasm(web) == set(LINEAR.files)


def test_an_unknown_core_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match=r"ship\.core"):
        pinnace.ship(package, ["web"], tmp_path / "out", core="enormous")
    assert not (tmp_path / "out").exists()


@needs_chromium
@pytest.mark.parametrize("options", ["{}", "{ onProgress() {} }"])
@pytest.mark.parametrize(("new", "fetched"), [(PACKAGE, LINEAR), (NETWORK, NETWORKS)], ids=["linear", "network"])
def test_a_package_over_the_air_fetches_only_what_it_needs(
    new: bytes, fetched: cores.Build, options: str, package: Path, tmp_path: Path
) -> None:
    web = pinnace.ship(package, ["web"], tmp_path / "out", core="networks").targets["web"]
    told = asked(web, {"new.pinnace": new}, '"new.pinnace"', options, tmp_path)
    assert told == [Package(new).predict(TEXT).probabilities, [fetched.usual]]


@needs_chromium
@pytest.mark.parametrize("core", [None, "networks"])
def test_what_no_core_can_run_is_refused(core: str | None, package: Path, tmp_path: Path) -> None:
    """A network, where only the small core was shipped; a package of the future, where both were."""
    web = pinnace.ship(package, ["web"], tmp_path / "out", core=core).targets["web"]
    told = asked(web, {"new.pinnace": LATER if core else NETWORK}, '"new.pinnace"', "{}", tmp_path)
    assert told == ["package.core", [(NETWORKS if core else LINEAR).usual]]


@needs_chromium
def test_a_network_is_shipped_with_its_core_alone(tmp_path: Path) -> None:
    (tmp_path / "net.pinnace").write_bytes(NETWORK)
    outcome = pinnace.ship(tmp_path / "net.pinnace", ["web"], tmp_path / "out", app=True)
    assert wasm(outcome.targets["web"]) == set(NETWORKS.files)
    assert outcome.wire >= outcome.bytes_brotli[f"web/{NETWORKS.usual}"]
    told = asked(outcome.targets["web"], {}, "url", "{}", tmp_path)
    assert told == [Package(NETWORK).predict(TEXT).probabilities, [NETWORKS.usual]]


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
    site["page.js"] = module(script, IMPORT)
    assert visit(site, tmp_path) == "asked"


@pytest.mark.parametrize("compiler, right", [("--no-liftoff", True), ("--liftoff-only", False)])
def test_an_engine_that_multiplies_wrongly_is_found_out(compiler: str, right: bool, tmp_path: Path) -> None:
    """V8 11.3 has relaxed SIMD behind a flag, and only one of its two compilers gets it right."""
    node = shutil.which("node")
    version = subprocess.run([node, "-p", "process.versions.v8"], capture_output=True, text=True).stdout if node else ""
    if not node or not version.startswith("11.3."):
        pytest.skip("not run: there is no Node 20")
    script = tmp_path / "probe.mjs"
    script.write_text(f"{cores.MULTIPLIES}console.log(multiplies([{','.join(map(str, cores.PROBE))}]))")
    flags = ["--experimental-wasm-relaxed-simd", compiler]
    told = subprocess.run([node, *flags, script], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(right).lower()
