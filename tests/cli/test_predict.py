"""`pinnace predict` on a package of two words."""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path

import pytest

from pinnace.cli.main import run

Capture = pytest.CaptureFixture[str]


def lines(capsys: Capture) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_json_is_one_line_per_input_in_order(package: Path, capsys: Capture) -> None:
    assert run(["predict", str(package), "awful", "great", "", "--json"]) == 0
    awful, great, empty = lines(capsys)
    assert (awful["label"], great["label"], empty["label"]) == ("negative", "positive", "negative")
    assert empty["probabilities"] == {"negative": 0.5, "positive": 0.5}
    assert great["probabilities"]["positive"] == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)  # type: ignore[index]


def test_arguments_come_before_the_file(package: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "more.txt").write_text("awful\n\ngreat great\n")
    assert run(["predict", str(package), "great", "--input", str(tmp_path / "more.txt"), "--json"]) == 0
    assert [line["label"] for line in lines(capsys)] == ["positive", "negative", "negative", "positive"]


def test_a_column_of_a_table(package: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "t.csv").write_text("id,body,note\n1,great thing,awful\n2,awful thing,great\n")
    arguments = ["--input", str(tmp_path / "t.csv"), "--column", "note", "--json"]
    assert run(["predict", str(package), *arguments]) == 0
    assert [line["label"] for line in lines(capsys)] == ["negative", "positive"]


def test_raw_bytes_in_base64(package: Path, tmp_path: Path, capsys: Capture) -> None:
    raw = base64.b64encode(b"\xff great \xc3").decode()
    (tmp_path / "raw.jsonl").write_text(json.dumps({"base64": raw}) + "\n")
    assert run(["predict", str(package), "--input", str(tmp_path / "raw.jsonl"), "--json"]) == 0
    assert [line["label"] for line in lines(capsys)] == ["positive"]


def test_table_for_people(package: Path, capsys: Capture) -> None:
    assert run(["predict", str(package), "great [bold]value[/bold]\nand more"]) == 0
    (_, row) = capsys.readouterr().out.splitlines()
    assert row.split() == ["positive", "88.1%", "great", "[bold]value[/bold]", "and", "more"]


def test_why(package: Path, capsys: Capture) -> None:
    assert run(["predict", str(package), "--why", "great, not awful"]) == 0
    shown = capsys.readouterr().out
    assert "awful +3.00" in shown
    assert "great -2.00" in shown


def test_nothing_to_predict(package: Path, capsys: Capture) -> None:
    assert run(["predict", str(package), "--json"]) == 2
    shown = capsys.readouterr()
    assert "error[usage.input]" in shown.err
    assert shown.out == ""
