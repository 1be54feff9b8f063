"""What a report is made of comes from the packages themselves, on rows they were not trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinnace.data import Dataset, read
from pinnace.training import TrainingResult, train_text
from pinnace.training.calibrate import calibration_error
from pinnace.training.validation import clustered_error

WORDS = ("lovely great fine nice", "awful broken poor bad")


@pytest.fixture(scope="module")
def data() -> Dataset:
    random = np.random.default_rng(7)
    labels = random.integers(0, 2, 400).astype(np.int32)
    texts = []
    for label in labels:
        said = label if random.random() < 0.85 else 1 - label  # nobody can learn these perfectly
        texts.append(f"number {random.integers(10_000)} is {random.choice(WORDS[said].split())}")
    return Dataset(texts, labels, ("good", "bad"))


@pytest.fixture(scope="module")
def result(data: Dataset) -> TrainingResult:
    return train_text(data, max_size=600)


def test_the_answers_agree_with_the_figures(data: Dataset, result: TrainingResult) -> None:
    found = result.validation
    assert found is not None
    assert found.right.mean() == result.accuracy
    assert len(found.rows) == result.validation_rows
    assert (found.probabilities.sum(1) == 65536).all()
    assert (found.given == data.labels[found.rows]).all()
    confusion = np.zeros((2, 2), np.int64)
    np.add.at(confusion, (found.given, found.said), 1)
    assert (confusion == result.confusion).all()


def test_calibration_is_seen_before_and_after(result: TrainingResult) -> None:
    found = result.validation
    assert found is not None
    assert found.uncalibrated is not None
    odds = np.log(found.uncalibrated[:, 1:] / found.uncalibrated[:, :1])
    assert np.allclose(found.uncalibrated.sum(1), 1)
    before = calibration_error(odds, found.given)
    assert result.calibration_error <= before + 0.02
    assert not np.allclose(found.uncalibrated, found.probabilities / 65536, atol=1e-3)


def test_rows_unlabelled_are_not_counted_as_places(data: Dataset) -> None:
    labels = data.labels.copy()
    labels[:50] = -1
    found = train_text(Dataset(data.texts, labels, data.classes), max_size=600).validation
    assert found is not None
    assert found.rows.min() >= 50
    assert (found.given == labels[found.rows]).all()


def test_rungs_are_compared_on_the_same_rows(training_csv: Path) -> None:
    result = train_text(read(training_csv), max_size=6_000)
    chosen = next(rung for rung in result.ladder if rung.chosen)
    assert len(result.ladder) > 1
    for rung in result.ladder:
        assert rung.parameters > 0
        assert rung.milliseconds > 0
        assert rung.difference == pytest.approx(rung.validation_accuracy - chosen.validation_accuracy)
    assert result.model.parameters == chosen.parameters


def test_a_row_that_recurs_is_one_row() -> None:
    values = np.random.default_rng(0).integers(0, 2, 500).astype(float)
    rows = np.arange(500)
    once = clustered_error(values, rows)
    assert once == pytest.approx(values.std() / np.sqrt(500))
    assert clustered_error(np.tile(values, 4), np.tile(rows, 4)) == pytest.approx(once)
    assert clustered_error(np.zeros(0), np.zeros(0, np.int64)) == 0
