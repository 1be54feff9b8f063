"""`pinnace evaluate` on a package of two words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinnace.cli.main import run

ROWS = "text,label\ngreat thing,positive\nawful thing,negative\ngreat and awful,positive\nawful awful,negative\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(ROWS)
    return path


def test_json(package: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(package), str(data), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["accuracy"], result["n"]) == (0.75, 4)


def test_table_for_people(package: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(package), str(data)]) == 0
    shown = capsys.readouterr().out
    assert "accuracy 75.00% ± 21.65% (one standard error) on 4 texts" in shown
    assert "positive" in shown


def test_a_label_that_the_package_does_not_know(package: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.write_text(ROWS + "fine,neutral\nfine too,neutral\n")
    assert run(["evaluate", str(package), str(data)]) == 2
    shown = capsys.readouterr().err
    assert "error[data.label]" in shown
    assert "neutral" in shown
