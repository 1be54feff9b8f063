"""Ticks are round, few, and inside the axis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinnace.charts import Axis
from pinnace.charts.scale import Scale


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 1.0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (0.913, 0.931, [0.915, 0.92, 0.925, 0.93]), (0, 7, [0, 2, 4, 6])],
)
def test_round_numbers(low: float, high: float, expected: list[float]) -> None:
    assert [value for value, _ in Scale(Axis("", low, high), 0, 100).ticks(5)] == pytest.approx(expected)


def test_decades() -> None:
    scale = Scale(Axis("", 4_000, 120_000, log=True), 0, 100)
    assert [value for value, _ in scale.ticks(6)] == pytest.approx([5_000, 10_000, 20_000, 50_000, 100_000])
    assert scale(4_000) == 0
    assert scale(120_000) == pytest.approx(100)


@given(st.floats(1e-6, 1e9), st.floats(1.0001, 1e6), st.booleans(), st.integers(2, 12))
def test_any_axis_has_few_ticks_inside(low: float, times: float, log: bool, most: int) -> None:
    axis = Axis("", low, low * times, log=log)
    values = [value for value, _ in Scale(axis, 0, 100).ticks(most)]
    assert values == sorted(values)
    assert len(values) <= most + 1
    assert all(low * (1 - 1e-6) <= value <= low * times * (1 + 1e-6) for value in values)
