"""Figures are rounded honestly."""

from __future__ import annotations

import pytest

from pinnace.reporting.formats import FIXED, count, milliseconds, percent, points, size


@pytest.mark.parametrize(
    ("value", "shown"), [(0.9792, "97.9 %"), (0.99999, "99.9 %"), (1.0, "100.0 %"), (0.0, "0.0 %")]
)
def test_percent(value: float, shown: str) -> None:
    assert percent(value) == shown.replace(" ", FIXED)


@pytest.mark.parametrize(("value", "shown"), [(0.021, "+2.1"), (-0.021, "−2.1"), (-0.0001, "0.0"), (0.0, "0.0")])
def test_points(value: float, shown: str) -> None:
    assert points(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.00324, "0.0032 ms"), (1.44, "1.4 ms"), (23.4, "23 ms"), (1234.0, "1,234 ms"), (0.0, "–")]
)
def test_milliseconds(value: float, shown: str) -> None:
    assert milliseconds(value) == shown.replace(" ", FIXED)


def test_sizes_and_counts() -> None:
    assert [size(n).replace(FIXED, " ") for n in (900, 16_500, 1_250_000)] == ["900 bytes", "16.5 KB", "1.25 MB"]
    assert [count(1, "row"), count(2_000, "row"), count(2, "entry", "entries")] == ["1 row", "2,000 rows", "2 entries"]
