"""What the README promises exists: its scripts, its commands and their options, its links."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pinnace.cli.main import pinnace

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/guides/*.md")), *sorted(ROOT.glob("examples/*/README.md"))]
ALL = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def commands(page: Path) -> list[list[str]]:
    """Every line of a code block that calls a script or `pinnace`, as words."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + re.findall(r"(?:^    \S.*\n)+", text, re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    words = [shlex.split(line, comments=True) for line in lines if line.startswith(("pinnace ", "python"))]
    return [w for w in words if w]


def test_readme_has_the_two_commands() -> None:
    assert [w for w in commands(ROOT / "README.md") if w[0] == "python3"][:2] == [
        ["python3", "scripts/start.py"],
        ["python3", "scripts/test.py"],
    ]


def test_the_five_minute_path_runs(training_csv: Path, test_csv: Path, tmp_path: Path) -> None:
    """Its `pinnace` lines in order, then its Python, in a folder with a reviews.csv and a test.csv.

    `check` runs on two runtimes only, the others have tests of their own.
    """
    shutil.copy(training_csv, tmp_path / "reviews.csv")
    shutil.copy(test_csv, tmp_path / "test.csv")
    lines = [words[1:] for words in commands(ROOT / "README.md") if words[0] == "pinnace"]
    assert [words[0] for words in lines] == ["train", "inspect", "check", "predict", "evaluate"]
    (script,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines[2] += ["--runtime", "python", "--runtime", "reference"]
    for arguments in [*(["-m", "pinnace", *words] for words in lines), ["-c", script]]:
        done = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"


@ALL
def test_scripts_exist(page: Path) -> None:
    for words in commands(page):
        if words[0].startswith("python") and words[1] != "-m":
            assert (ROOT / words[1]).is_file(), words


@ALL
def test_commands_parse(page: Path) -> None:
    """Each command line parses: the verb exists and takes those options and arguments."""
    for words in commands(page):
        if words[0] == "pinnace":
            verb = pinnace.get_command(click.Context(pinnace), words[1])
            assert verb is not None, words
            verb.make_context(words[1], words[2:])


@ALL
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_make_calls_scripts_that_exist() -> None:
    text = (ROOT / "Makefile").read_text()
    targets = re.search(r"^((?:\w+ ?)+):\n\t\$\(PYTHON\) scripts/\$@\.py", text, re.MULTILINE)
    assert targets
    for name in targets[1].split():
        assert (ROOT / "scripts" / f"{name}.py").is_file(), name
