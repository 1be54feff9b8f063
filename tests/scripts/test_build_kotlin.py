"""Compiled Kotlin: of these sources, or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

import build_kotlin
import pytest
from kotlin import needs_kotlin


@needs_kotlin
def test_the_checkout_is_fresh() -> None:
    assert build_kotlin.fresh(build_kotlin.JAR), "run: python3 scripts/build_kotlin.py"


def test_the_same_classes_give_the_same_bytes(tmp_path: Path) -> None:
    """Whenever they were written."""
    found = tmp_path / "a.class"
    for jar in ("first.jar", "second.jar"):
        found.write_bytes(b"class")
        os.utime(found, (0, len(jar)))
        build_kotlin.pack(tmp_path / jar, [found], tmp_path)
    assert (tmp_path / "first.jar").read_bytes() == (tmp_path / "second.jar").read_bytes()


def test_classes_of_other_sources_do_not_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a compiler a stale jar goes."""
    jar = tmp_path / "classes.jar"
    build_kotlin.pack(jar, [], tmp_path)
    assert build_kotlin.fresh(jar)
    monkeypatch.setattr(build_kotlin, "OPTIONS", [*build_kotlin.OPTIONS, "-changed"])
    monkeypatch.setattr(build_kotlin, "home", lambda: None)
    assert not build_kotlin.fresh(jar)
    assert not build_kotlin.build(jar)
    assert not jar.exists()
