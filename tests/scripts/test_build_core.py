"""Building the core: what is fresh stays, what is stale is noticed and built again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import brotli
import build_core
import pytest


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of core/ that the test may change."""
    shutil.copytree(build_core.CORE, tmp_path / "core", ignore=shutil.ignore_patterns("fuzz", "tests"))
    monkeypatch.setattr(build_core, "CORE", tmp_path / "core")
    return tmp_path / "core"


def test_the_checkout_is_fresh() -> None:
    assert build_core.stale(build_core.OUT) == [], "run: python scripts/build_core.py"


def test_a_changed_source_is_stale(core: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert build_core.stale(out, ("wasm",)) == ["wasm"]
    build_core.build(out, ("wasm",))
    assert build_core.stale(out, ("wasm",)) == []
    (core / "pinnace.c").write_text((core / "pinnace.c").read_text() + "/* changed */\n")
    assert build_core.stale(out, ("wasm",)) == ["wasm"]


def test_what_training_needs_is_built_from_a_source_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    native = tmp_path / "native.c"
    shutil.copy(build_core.NATIVE, native)
    monkeypatch.setattr(build_core, "NATIVE", native)
    out = tmp_path / "out"
    build_core.build(out, ("training",))
    assert build_core.stale(out, ("training",)) == []
    native.write_text(native.read_text() + "/* changed */\n")
    assert build_core.stale(out, ("training",)) == ["training"]


def test_a_lost_output_is_stale(core: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_core.build(out, ("wasm",))
    (out / "pinnace.scalar.wasm").unlink()
    assert build_core.stale(out, ("wasm",)) == ["wasm"]


def test_the_place_of_the_sources_does_not_matter(core: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_core.build(tmp_path / "a", ("host", "wasm"))
    first = build_core.fingerprint("host")
    shutil.copytree(core, tmp_path / "some" / "where" / "else")
    monkeypatch.setattr(build_core, "CORE", tmp_path / "some" / "where" / "else")
    build_core.build(tmp_path / "b", ("host", "wasm"))
    assert build_core.fingerprint("host") == first
    for built in (tmp_path / "a").iterdir():
        assert built.read_bytes() == (tmp_path / "b" / built.name).read_bytes(), built.name


def test_wasm_exports_exactly_what_is_listed(core: Path, tmp_path: Path) -> None:
    build_core.build(tmp_path / "out", ("wasm",))
    listed = {"memory", *(core / "exports.txt").read_text().split()}
    pictures = listed | set((core / "exports_networks.txt").read_text().split())
    explains = set((core / "exports_explain.txt").read_text().split())
    for core_name, names in {
        "pinnace": listed | explains,
        "pinnace.pictures": pictures,
        "pinnace.both": pictures,
        "pinnace.networks": pictures | explains,
    }.items():
        for name in (f"{core_name}.wasm", f"{core_name}.scalar.wasm"):
            assert exports((tmp_path / "out" / name).read_bytes()) == names


def test_wasm_stays_within_its_budget(core: Path, tmp_path: Path) -> None:
    """After brotli: 8 KB of code (DESIGN's bar for a text page) beside 3 KB of Unicode tables."""
    build_core.build(tmp_path / "out", ("wasm",))
    source = (core / "src" / "unicode_data.h").read_text()
    arrays = re.findall(r"uint8_t \w+\[\d+\] = \{(.*?)\}", source, re.DOTALL)
    tables = bytes(int(number) for array in arrays for number in re.findall(r"\d+", array))
    assert len(tables) > 1_000
    packed_tables = len(brotli.compress(tables, quality=11))
    assert packed_tables <= 3_000
    module = (tmp_path / "out" / "pinnace.wasm").read_bytes()
    assert len(brotli.compress(module, quality=11)) - packed_tables <= 8_000


def exports(module: bytes) -> set[str]:
    """The names in the export section (7) of a WebAssembly module."""
    at, names = 8, set()
    while at < len(module):
        kind, (size, at) = module[at], leb128(module, at + 1)
        if kind == 7:
            count, here = leb128(module, at)
            for _ in range(count):
                length, here = leb128(module, here)
                names.add(module[here : here + length].decode())
                _, here = leb128(module, here + length + 1)
        at += size
    return names


def leb128(data: bytes, at: int) -> tuple[int, int]:
    """(number, where it ends)."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at
