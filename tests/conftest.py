"""Fixtures that several folders of tests need: small slices of the bundled reviews."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scenario import fixture as scenario

REVIEWS = Path(__file__).resolve().parent.parent / "examples" / "reviews"


@pytest.fixture(scope="session")
def training_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """800 reviews to train on, in a file called reviews.csv."""
    return cut("reviews.csv", tmp_path_factory.mktemp("training"), 800)


@pytest.fixture(scope="session")
def test_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200 reviews to test on."""
    return cut("test.csv", tmp_path_factory.mktemp("test"), 200)


@pytest.fixture(scope="session")
def fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario's folder: tests/scenario/fixture.py says what is in it."""
    return scenario.write(tmp_path_factory.mktemp("scenario"))


def cut(name: str, folder: Path, rows: int) -> Path:
    """The header and the first rows of a bundled file, written into a folder of the test's own."""
    with (REVIEWS / name).open(encoding="utf-8", newline="") as source:
        kept = [row for _, row in zip(range(rows + 1), csv.reader(source), strict=False)]
    with (folder / name).open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows(kept)
    return folder / name
