"""Intervals hold what they promise: made-up shares fall outside about one time in twenty."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.reporting.intervals import share, tied, wilson


def test_against_figures_worked_by_hand() -> None:
    """Wilson's interval of 9 of 10 and 0 of 20, from the formula."""
    assert wilson(0.9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(0.0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(0.5, 0) == (0.0, 1.0)


@pytest.mark.parametrize("times", [1, 4])
def test_nineteen_of_twenty_hold(times: int) -> None:
    """Also where every row was answered several times, alike: that does not make it surer."""
    random = np.random.default_rng(0)
    rows = np.tile(np.arange(300), times)
    held = 0
    for _ in range(1000):
        right = random.random(300) < 0.85
        found = share(np.tile(right, times), rows)
        held += found.low <= 0.85 <= found.high
    assert 930 <= held <= 970


def test_all_right_is_not_certain() -> None:
    found = share(np.ones(50, bool), np.arange(50))
    assert found.value == 1.0
    assert 0.9 < found.low < 0.95


def test_ties() -> None:
    assert tied(0.019, 0.01)
    assert not tied(-0.021, 0.01)
    assert tied(0.0, 0.0)
