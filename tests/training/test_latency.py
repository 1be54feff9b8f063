"""Times come from the core: a longer text takes longer."""

from __future__ import annotations

from pathlib import Path

import pytest

import pinnace
from pinnace.training.latency import milliseconds


@pytest.fixture(scope="module")
def package(training_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> pinnace.Package:
    made = pinnace.train(training_csv, out=tmp_path_factory.mktemp("latency"), max_size=2_000)
    return pinnace.Package.load(made.package)


def test_longer_takes_longer(package: pinnace.Package) -> None:
    short, long = milliseconds(package, ["good"] * 20), milliseconds(package, ["good value " * 2_000] * 20)
    assert 0 < short < long / 5


def test_no_texts_take_no_time(package: pinnace.Package) -> None:
    assert milliseconds(package, []) == 0.0
