"""The command on the card makes the same package again."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from ladders import run, rung

import pinnace
from pinnace.cli.train import command
from pinnace.reporting.card import again, card, limits


def test_it_really_does(training_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = pinnace.train(training_csv, out="one run", max_size=3_000, seed=3)
    assert first.report is not None
    said = again({"data": training_csv, "out": "another run", "max_size": 3_000, "seed": 3, "margin": 0.01})
    words = shlex.split(said)
    assert words[:2] == ["pinnace", "train"]
    done = CliRunner().invoke(command, words[2:], catch_exceptions=False)
    assert done.exit_code == 0
    assert Path("another run/reviews.pinnace").read_bytes() == first.package.read_bytes()
    assert "--max-size 3000 --seed 3" in first.report.read_text(encoding="utf-8")


def test_flags_functions_and_what_is_usual() -> None:
    def mine() -> None: ...

    said = again({"data": "a b.csv", "seed": 0, "margin": 0.02, "compare": True, "resume": False, "teacher": mine})
    assert said == "pinnace train 'a b.csv' --margin 2 --compare  # from Python, with teacher=mine"


def test_rare_labels_and_the_test_data_are_spoken_of() -> None:
    made = run(rung("a", 4_000, 0.9, chosen=True))
    assert not [limit for limit in limits(made) if "Fewer than 30" in limit]
    assert any("no test data" in limit for limit in limits(made))
    made.dataset.labels[:95] = 0
    from pinnace.data import report

    object.__setattr__(made, "data_report", report(made.dataset))
    assert any("Fewer than 30 rows of yes" in limit for limit in limits(made))
    assert card(made).labels == ("no", "yes")
