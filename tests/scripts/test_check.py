"""The budget of file sizes refuses what nobody would read to the end."""

from __future__ import annotations

import subprocess
from pathlib import Path

import check
import environment
import pytest


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty git repository that check.py takes for ours."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    return tmp_path


def add(repository: Path, name: str, size: int) -> None:
    (repository / name).write_text("x" * size)
    subprocess.run(["git", "add", name], cwd=repository, check=True)


def test_small_files_pass(repository: Path) -> None:
    add(repository, "small.py", check.LARGEST)
    add(repository, "data.csv", check.LARGEST + 1)
    check.budget()


@pytest.mark.parametrize(("name", "size"), [("big.c", check.LARGEST + 1), ("big.csv", check.LARGEST_FILE_AT_ALL + 1)])
def test_a_large_file_is_refused_by_name(repository: Path, name: str, size: int) -> None:
    add(repository, name, size)
    with pytest.raises(SystemExit, match=name):
        check.budget()


def test_a_decision_that_names_the_file_lets_it_pass(repository: Path) -> None:
    add(repository, "big.c", check.LARGEST + 1)
    (repository / "docs" / "decisions" / "0042-big.md").write_text("big.c is one table.")
    check.budget()
