"""The benchmark of pictures: what it trains can fit, and its page says what was reached."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

pytest.importorskip("torch")

from bench import report
from bench.images import cifar10
from pinnace.training.images.rungs import RUNGS, rungs


@pytest.mark.parametrize("name", cifar10.CASES)
def test_its_rungs_are_on_the_ladder_of_their_budgets(name: str) -> None:
    most, _, rung, _ = cifar10.CASES[name]
    assert rung in RUNGS and rung in rungs(most, 10)


def test_the_page_says_which_bars_are_met_and_how_to_get_a_row_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    for name, accuracy in (("96KB", 0.875), ("1MB", 0.905)):
        most, bar, rung, recipe = cifar10.CASES[name]
        row = {"rung": rung.name, "parameters": 1_000, "bytes": most - 9, "bar": bar, "test": accuracy, "n": 10_000}
        row |= {"held_back": 0.88, "real": 0.883, "milliseconds": 0.3, "cpu_seconds": 60.0, "levels": 15}
        row["both sides"] = name == "1MB"
        (tmp_path / f"{name}-3.json").write_text(json.dumps({**row, "recipe": asdict(recipe), "epochs": []}))
    cifar10.page(tmp_path)
    page = (tmp_path / "results" / "cifar10.md").read_text(encoding="utf-8")
    small, large = [line for line in page.splitlines() if line.startswith("| pooled")]
    assert "87%: met" in small and "87.50% ± 0.65" in small and "+0.30" in small
    assert "91%: missed" in large and "yes" in large and "yes" not in small
    assert f"--only 1MB --seed 3 --epochs {cifar10.CASES['1MB'][3].epochs}" in page
