"""The guide quotes what the program says."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from pinnace.advising import advise, asking, parse, read, wording

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "guides" / "advise.md").read_text(encoding="utf-8")


def test_the_worked_example() -> None:
    folder = ROOT / "examples" / "comment-moderation"
    advice = advise(read(folder / "app.toml"), folder=folder, today=date(2026, 11, 26))
    said = [f"{advice.app.name}: {wording.headline(advice)}", *wording.sentences(advice), *wording.crossings(advice)]
    quoted = [line for block in re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
    assert len(quoted) == 3
    assert set(quoted) <= set(said)


def test_its_facts_are_those_of_the_example() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    example = tomllib.loads((ROOT / "examples" / "comment-moderation" / "app.toml").read_text(encoding="utf-8"))
    for section, values in tomllib.loads(block).items():
        assert {key: example[section][key] for key in values} == values


def test_offline_and_secret_leave_nothing() -> None:
    app = {"task": {"does": "moderation"}, "needs": {"offline": "yes", "secret_model": "yes"}}
    assert advise(parse(app), draws=100).best is None


def test_it_counts_the_questions_right() -> None:
    assert len(asking.QUESTIONS) == 15
    assert "fifteen questions" in GUIDE
