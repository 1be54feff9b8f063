"""How sure a figure is."""

from __future__ import annotations

import numpy as np
import pytest

from bench import interval


def test_standard_error_of_a_large_test_set() -> None:
    assert interval.standard_error(0.908, 25_000) == pytest.approx(0.00183, abs=1e-5)


def test_more_seeds_do_not_narrow_the_interval() -> None:
    one, three = interval.of_seeds([0.9], 1_000), interval.of_seeds([0.89, 0.9, 0.91], 1_000)
    assert (one["low"], one["high"]) == (three["low"], three["high"])
    assert three["seed_deviation"] == pytest.approx(0.01)


def test_the_difference_is_paired() -> None:
    ours = np.array([True] * 90 + [False] * 10)
    assert interval.of_difference(ours, ours) == 0
    other = np.roll(ours, 10)  # as accurate, wrong elsewhere: 20 of 100 differ
    assert interval.of_difference(ours, other) == pytest.approx((20 / 100 / 100) ** 0.5)


def test_spread_is_the_middle_half() -> None:
    assert interval.spread([1, 2, 3, 4, 100]) == {"rounds": 5, "median": 3, "low": 2, "high": 4}
