"""Which rungs a budget allows."""

from __future__ import annotations

from pinnace.training.images.rungs import RUNGS, residual, rungs


def test_smallest_first_and_within_the_budget() -> None:
    for budget in (16_000, 96_000, 1_000_000):
        found = [rung.weights(10) for rung in rungs(budget, 10)]
        assert found == sorted(found) and found[-1] < 4 * budget  # of two bits or more
    assert rungs(1_000, 10) == []
    assert [rung.name for rung in rungs(96_000, 10)] == [
        "pooled-4-8-16-sums",
        "pooled-8-16-32-sums",
        "pooled-12-24-48-sums",
        "pooled-16-32-64-sums",
        "pooled-20-40-80-sums",
    ]


def test_weights_and_outputs_are_counted_as_layers_have_them() -> None:
    assert residual(1, 2, 4).weights(2) == 27 + 18 + (18 + 72) + (72 + 288) + 8
    assert residual(1, 2, 4).outputs == 1 + 2 + (2 + 4) + (4 + 8)
    assert residual(1, 2, 4, first=False).weights(2) == 27 + (18 + 72) + (72 + 288) + 8
    assert len({rung.name for rung in RUNGS}) == len(RUNGS)
