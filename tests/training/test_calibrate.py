"""Calibration finds the scale and the shift that were taken away."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from pinnace.training.calibrate import calibrate, calibration_error


def test_scale_and_shift_are_found() -> None:
    random = np.random.default_rng(0)
    honest = random.normal(0, 2, (20_000, 1))
    labels = (random.random((20_000, 1)) < expit(honest)).astype(np.float64)
    found = calibrate(3.0 * honest + 1.0, labels)
    assert found.scale == pytest.approx(1 / 3, rel=0.05)
    assert found.shift[0] == pytest.approx(-1 / 3, abs=0.06)
    given = labels[:, 0].astype(np.int32)
    assert calibration_error(found(3.0 * honest + 1.0), given) < 0.01 < calibration_error(3.0 * honest + 1.0, given)


def test_a_handful_of_texts_changes_little() -> None:
    found = calibrate(np.array([[5.0], [-5.0]]), np.array([[0.0], [1.0]]))
    assert 0.2 < found.scale < 1.0
