"""The verbs on a package of pictures: one made by chance, so that nothing needs to be trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from image_networks import image_network
from picture_files import stripes_folder

import pinnace
from pinnace.cli.main import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "photos.pinnace"
    path.write_bytes(image_network(3))
    return path


def test_predict_takes_paths_and_a_folder(package: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = stripes_folder(tmp_path / "photos", 2)
    first = folder / "level" / "0.png"
    assert run(["predict", str(package), str(first), "--input", str(folder), "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == 5 and answers[0] == answers[1]
    assert answers[0]["label"] == pinnace.Package.load(package).predict(first).label
    assert run(["predict", str(package), str(first)]) == 0
    assert answers[0]["label"] in capsys.readouterr().out


def test_refusals(package: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text("no picture")
    for arguments, code in (
        ([str(tmp_path / "a.txt")], "data.picture"),
        ([str(tmp_path / "none.png")], "data.picture"),
        (["--input", str(tmp_path / "none")], "data.missing"),
        ([], "usage.input"),
        (["--why", str(tmp_path / "a.txt")], "usage.input"),
    ):
        assert run(["predict", str(package), *arguments]) == 2
        assert code in capsys.readouterr().err


def test_inspect(package: Path, capsys: Capture) -> None:
    assert run(["inspect", str(package), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["task"] == "image" and report["operators"][0]["op"] == "picture.v1"
    assert sum(part["bytes"] for part in report["parts"]) == report["bytes_file"]


def test_evaluate_refuses_other_labels(package: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["evaluate", str(package), str(stripes_folder(tmp_path / "photos", 2))]) == 2
    assert "data.label" in capsys.readouterr().err


def test_evaluate(package: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = stripes_folder(tmp_path / "photos", 3)
    (folder / "level").rename(folder / "label 0")
    (folder / "upright").rename(folder / "label 1")
    assert run(["evaluate", str(package), str(folder)]) == 0
    assert "on 6 pictures" in capsys.readouterr().out
