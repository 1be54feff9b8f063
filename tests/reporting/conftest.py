"""One real run on the bundled reviews, and its page taken apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import Page

import pinnace
from pinnace import data
from pinnace.reporting import Run


@pytest.fixture(scope="session")
def outcome(training_csv: Path, test_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> pinnace.TrainOutcome:
    return pinnace.train(training_csv, out=tmp_path_factory.mktemp("report"), max_size=6_000, test=test_csv)


@pytest.fixture(scope="session")
def run(outcome: pinnace.TrainOutcome, training_csv: Path) -> Run:
    return Run(
        name=outcome.package.stem,
        package=str(outcome.package),
        bytes=outcome.bytes,
        bytes_brotli=outcome.bytes_brotli,
        dataset=data.read(training_csv),
        data_report=outcome.data_report,
        result=outcome.result,
        options={"data": "reviews.csv", "out": "run", "max_size": 6_000, "seed": 0},
        test=outcome.test,
        seconds=1.0,
    )


@pytest.fixture(scope="session")
def page(outcome: pinnace.TrainOutcome) -> Page:
    assert outcome.report is not None
    return Page(outcome.report.read_text(encoding="utf-8"))
