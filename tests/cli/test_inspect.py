"""`pinnace inspect` on a package of two words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinnace.cli.main import run


def test_every_byte_has_a_row(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(package), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert sum(part["bytes"] for part in report["parts"]) == package.stat().st_size
    assert report["labels"] == ["negative", "positive"]


def test_table_for_people(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(package)]) == 0
    shown = capsys.readouterr().out
    assert "negative, positive" in shown
    assert f"{package.stat().st_size:,}  100.0%  file" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_a_file_that_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.pinnace").write_bytes(b"junk")
    assert run(["inspect", str(tmp_path / "junk.pinnace")]) == 2
    shown = capsys.readouterr()
    assert "error[package." in shown.err
    assert "junk.pinnace" in shown.err
    assert shown.out == ""
