"""What a benchmark leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import report


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    return tmp_path / "results"


def test_a_row_may_lack_a_column(results: Path) -> None:
    written = report.Report("speed", "How fast?", notes=["one core"])
    written.add(program="ours", speed=3)
    written.add(program="theirs", why="not installed")
    written.save()
    page = (results / "speed.md").read_text(encoding="utf-8")
    assert "| program | speed | why |\n|---|---|---|\n| ours | 3 |  |\n| theirs |  | not installed |\n" in page
    kept = json.loads((results / "speed.json").read_text(encoding="utf-8"))
    assert kept["rows"][0] == {"program": "ours", "speed": 3}


def test_a_smoke_run_leaves_nothing(results: Path) -> None:
    written = report.Report("speed", "How fast?", quick=True)
    written.add(program="ours")
    written.finish()
    assert not results.exists()


def test_committed_results_name_the_machine_and_no_folder_of_it() -> None:
    pages = list((Path(report.__file__).parent / "results").glob("*.json"))
    for page in pages:
        content = json.loads(page.read_text(encoding="utf-8"))
        assert "-core " in content["machine"] and "UTC" in content["date"], page.name
        text = page.read_text(encoding="utf-8")
        assert not any(folder in text for folder in ("/home/", "/tmp/", "/root/")), page.name
