"""The whole way through the real command line, in processes of their own: a table in, answers out."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PINNACE = [sys.executable, "-m", "pinnace"]


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def pinnace(*arguments: object, folder: Path, code: int = 0) -> Ran:
    command = [*PINNACE, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def journey(training_csv: Path, test_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """(folder, what `pinnace train --json` printed) after training once."""
    folder = tmp_path_factory.mktemp("journey")
    options = ("--test", test_csv, "--out", "run", "--max-size", "8KB", "--json")
    return folder, pinnace("train", training_csv, *options, folder=folder)


def test_train(journey: tuple[Path, Ran]) -> None:
    folder, ran = journey
    (line,) = ran.json
    assert set(line) == {"package", "bytes", "bytes_brotli", "rung", "validation_accuracy", "accuracy", "seconds"}
    package = folder / line["package"]
    assert package.name == "reviews.pinnace"
    assert min(line["bytes"], line["bytes_brotli"]) <= 8_000
    assert line["accuracy"] > 0.8
    assert "3" in ran.err  # the data report went to standard error


def test_training_again_writes_the_same_bytes_and_says_what_is_next(
    journey: tuple[Path, Ran], training_csv: Path, test_csv: Path, tmp_path: Path
) -> None:
    folder, ran = journey
    again = pinnace("train", training_csv, "--test", test_csv, "--out", "run", "--max-size", "8KB", folder=tmp_path)
    written = (tmp_path / "run" / "reviews.pinnace").read_bytes()
    assert written == (folder / ran.json[0]["package"]).read_bytes()
    commands = [shlex.split(line) for line in again.out.splitlines() if line.startswith("  pinnace ")]
    assert [words[1] for words in commands] == ["inspect", "check", "predict"]
    pinnace(*commands[0][1:], folder=tmp_path)
    pinnace(*commands[2][1:], folder=tmp_path)


def test_inspect(journey: tuple[Path, Ran]) -> None:
    folder, _ = journey
    (report,) = pinnace("inspect", "run/reviews.pinnace", "--json", folder=folder).json
    assert report
    assert "positive" in pinnace("inspect", "run/reviews.pinnace", folder=folder).out


def test_check(journey: tuple[Path, Ran]) -> None:
    folder, _ = journey
    options = ("--runtime", "python", "--runtime", "reference", "--json")
    ran = pinnace("check", "run/reviews.pinnace", *options, folder=folder)
    (report,) = ran.json
    assert report["equal"] is True
    assert set(report["runtimes"]) == {"python", "reference"}
    for row in report["runtimes"].values():
        assert row["status"] == "equal"
        assert row["cases"] > 10
        assert row["mismatches"] == 0


def test_predict(journey: tuple[Path, Ran], test_csv: Path) -> None:
    folder, _ = journey
    texts = ("What a lovely surprise. Highly recommended!", "Never again. Save your money.")
    lines = pinnace("predict", "run/reviews.pinnace", *texts, "--json", folder=folder).json
    assert [line["label"] for line in lines] == ["positive", "negative"]
    for line in lines:
        assert set(line) == {"label", "probabilities"}
        assert sum(line["probabilities"].values()) == 1
        assert max(line["probabilities"], key=line["probabilities"].get) == line["label"]
    from_file = pinnace("predict", "run/reviews.pinnace", "--input", test_csv, "--json", folder=folder).json
    assert len(from_file) == 200


def test_predict_says_why(journey: tuple[Path, Ran]) -> None:
    folder, _ = journey
    shown = pinnace("predict", "run/reviews.pinnace", "--why", "What a lovely surprise.", folder=folder).out
    assert "surprise +" in shown


@pytest.mark.skipif(os.name == "nt", reason="arguments are text on Windows")
def test_predict_takes_bytes_that_are_not_text(journey: tuple[Path, Ran]) -> None:
    folder, _ = journey
    command = [*PINNACE, "predict", "run/reviews.pinnace", b"What a lovely surprise. \xff", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["label"] == "positive"


def test_evaluate(journey: tuple[Path, Ran], test_csv: Path) -> None:
    folder, ran = journey
    (result,) = pinnace("evaluate", "run/reviews.pinnace", test_csv, "--json", folder=folder).json
    assert result["n"] == 200
    assert result["accuracy"] == pytest.approx(ran.json[0]["accuracy"])
    assert "accuracy" in pinnace("evaluate", "run/reviews.pinnace", test_csv, folder=folder).out


def test_missing_file_is_one_readable_error(tmp_path: Path) -> None:
    ran = pinnace("train", "nowhere.csv", "--out", "run", "--json", folder=tmp_path, code=2)
    assert ran.out == ""
    assert "error[data.missing]" in ran.err
    assert "nowhere.csv" in ran.err
    assert "Traceback" not in ran.err
    assert not list(tmp_path.iterdir())


def test_not_a_package_is_one_readable_error(tmp_path: Path) -> None:
    (tmp_path / "junk.pinnace").write_bytes(b"not a package at all")
    for verb in (["inspect"], ["check"], ["predict"]):
        ran = pinnace(*verb, "junk.pinnace", *(["text"] if verb == ["predict"] else []), folder=tmp_path, code=2)
        assert "error[package." in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_leaves_no_debris(training_csv: Path, tmp_path: Path) -> None:
    command = [*PINNACE, "train", str(training_csv), "--out", "run"]
    training = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background of a shell inherits an ignored SIGINT, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert training.stderr is not None
    training.stderr.readline()  # the data report: training is about to begin
    time.sleep(0.1)
    training.send_signal(signal.SIGINT)
    out, err = training.communicate(timeout=300)  # for one that hangs
    assert training.returncode == 130, (out, err)
    assert "stopped; nothing was written" in err
    assert "Traceback" not in err
    assert not list(tmp_path.rglob("*.pinnace*"))
