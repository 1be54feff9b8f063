"""The figures of a package on labelled data."""

from __future__ import annotations

import numpy as np
from models import model

from pinnace.data.dataset import Dataset
from pinnace.packaging import evaluate, write
from pinnace.packaging.evaluating import calibration_error
from pinnace.runtime import Package

PACKAGE = Package(write(model()))
TEXTS = [f"text number {i} of many" for i in range(200)]


def test_agrees_with_itself() -> None:
    said = PACKAGE.predict(TEXTS).indices.astype(np.int32)
    result = evaluate(PACKAGE, Dataset(TEXTS, said, PACKAGE.labels))
    assert result["accuracy"] == 1.0
    assert result["n"] == 200
    assert all(row["recall"] == 1.0 for row in result["classes"].values() if row["n"])


def test_counts_wrong_unlabelled_and_unknown_rows() -> None:
    said = PACKAGE.predict(TEXTS).indices.astype(np.int32)
    said[:20] = 1 - said[:20]
    said[20:40] = -1
    said[40:60] = 2
    result = evaluate(PACKAGE, Dataset(TEXTS, said, (*PACKAGE.labels, "new")))
    assert result["n"] == 180
    assert result["accuracy"] == 140 / 180


def test_calibration_error() -> None:
    right = np.array([True] * 8 + [False] * 2)
    assert calibration_error(np.full(10, 0.8), right) < 1e-12
    assert abs(calibration_error(np.full(10, 0.95), right) - 0.15) < 1e-12
