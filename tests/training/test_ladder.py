"""Choosing among rungs: budgets, latency, accuracy asked for, and when a network takes a linear rung's place."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.training.calibrate import Calibration
from pinnace.training.ladder import Judged, Linear, Wishes, choose, difference, worth_it
from pinnace.training.result import Rung
from pinnace.training.rungs import Step

ROWS = 1_000


def judged(kind: str, size: int, right: int, *, milliseconds: float = 0.01, rows: int = ROWS) -> Judged:
    """A rung that answers the first `right` of `rows` rows rightly."""
    said = np.where(np.arange(rows) < right, 0, 1)
    rung = Rung(f"{kind}-{size}", size, right / rows, right / rows, 1.0 - right / rows, 1.0, kind=kind)
    return Judged(
        Rung(**{**rung.row(), "milliseconds": milliseconds}),
        Linear(Step(size), size // 2, 16, 1),
        Calibration(1.0, np.zeros(1)),
        0.0,
        (),
        np.arange(rows),
        np.zeros(rows, np.int32),
        said,
        np.zeros(rows),
    )


SMALL, MIDDLE, LARGE = judged("linear", 4_000, 850), judged("linear", 9_000, 880), judged("linear", 16_000, 881)
NETWORK = judged("conv", 15_000, 920, milliseconds=0.2)
CLIMBED = [SMALL, MIDDLE, LARGE, NETWORK]


def test_a_network_that_gains_takes_the_place_of_the_linear_rung() -> None:
    assert choose(CLIMBED, Wishes(max_size=16_000)) is NETWORK
    assert choose(CLIMBED, Wishes()) is NETWORK


def test_a_network_that_gains_nothing_clear_does_not() -> None:
    close = judged("conv", 15_000, 881)
    assert choose([SMALL, MIDDLE, LARGE, close], Wishes(max_size=16_000)) is LARGE


def test_latency_is_a_constraint_on_the_choice() -> None:
    assert choose(CLIMBED, Wishes(max_size=16_000, max_latency=0.1)) is LARGE
    slow = [judged("linear", 4_000, 850, milliseconds=1.0)]
    assert choose(slow, Wishes(max_latency=0.1)) is slow[0]  # refused at the end, with the figure


@pytest.mark.parametrize(("wanted", "rung"), [(0.84, SMALL), (0.87, MIDDLE), (0.9, NETWORK)])
def test_the_smallest_rung_that_is_as_accurate_as_asked_for(wanted: float, rung: Judged) -> None:
    assert choose(CLIMBED, Wishes(min_accuracy=wanted)) is rung


def test_within_points_of_the_best() -> None:
    assert choose(CLIMBED, Wishes(within=4.0)) is MIDDLE
    assert choose(CLIMBED, Wishes(within=1.0)) is NETWORK


def test_content_needs_both() -> None:
    assert Wishes(min_accuracy=0.9).content(NETWORK)
    assert not Wishes(min_accuracy=0.9, max_latency=0.1).content(NETWORK)
    assert not Wishes(max_latency=1.0).content(NETWORK)


def test_a_network_judged_on_fewer_rows_is_compared_on_those() -> None:
    pooled = judged("linear", 9_000, 900, rows=5_000)  # right on the first 900 of five splits' rows
    network = judged("conv", 9_000, 950)
    gain, error = difference(network, pooled)
    assert gain == pytest.approx(0.05)
    assert error > 0
    assert worth_it(pooled, network)
