"""docs/guides/android.md and ios.md: their commands. Kotlin: tests/sdk/test_android.py, Swift: tests/swift."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from programs import ran

GUIDES = Path(__file__).parents[2] / "docs" / "guides"


def blocks(guide: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (GUIDES / f"{guide}.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def place(training_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with run/reviews.pinnace, where both guides were followed; check on two runtimes."""
    place = tmp_path_factory.mktemp("guides")
    shutil.copy(training_csv, place / "reviews.csv")
    lines = ["pinnace train reviews.csv --out run --max-size 8KB"]
    lines += [line for guide in ("android", "ios") for block in blocks(guide, "sh") for line in block.splitlines()]
    assert [line.split()[1] for line in lines] == ["train", *["check", "ship", "doctor"] * 2]
    for line in lines:
        words = shlex.split(line)[1:]
        words += ["--runtime", "python", "--runtime", "reference"] if words[0] == "check" else []
        ran(sys.executable, "-m", "pinnace", *words, cwd=place)
    return place


@pytest.mark.parametrize("guide", ["android", "ios"])
def test_what_the_guide_promises_is_there(guide: str, place: Path) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", (GUIDES / f"{guide}.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 3
    for name in rows:
        assert (place / "site" / guide / name).exists() or name == "maven", name
