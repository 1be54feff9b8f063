"""Sharing, comparing, information, Pareto: each on a case small enough to work out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinnace.advising import comparing, information, pareto
from pinnace.advising.amount import Amount
from pinnace.advising.facts import Fact
from pinnace.advising.rating import Rated
from pinnace.advising.sharing import _greedy


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(-100, 100)), min_size=1, max_size=5), st.floats(-0.5, 1))
@settings(max_examples=150, deadline=None)
def test_the_greedy_share_is_the_smallest_that_suffices(cells: list[tuple[float, float]], needed: float) -> None:
    """Against every choice of whole cells plus one in part."""
    cells = [(w / 100, g / 100) for w, g in cells]
    weight, gain = np.array([[w] for w, _ in cells]), np.array([[g] for _, g in cells])
    moved, gained = (float(found[0]) for found in _greedy(weight, gain, np.array([needed])))
    most = float((weight * np.clip(gain, 0, None)).sum())
    assert gained == pytest.approx(min(max(needed, 0), most), abs=1e-9)
    for chosen in product([0.0, 0.5, 1.0], repeat=len(cells)):
        share = sum(c * w for c, (w, _) in zip(chosen, cells, strict=True))
        worth = sum(c * w * g for c, (w, g) in zip(chosen, cells, strict=True))
        if worth >= gained - 1e-12:
            assert moved <= share + 1e-9


@dataclass(frozen=True)
class Plain:
    """What comparing reads of a rated option: row 0 is the likely one."""

    usd: np.ndarray
    ok: np.ndarray
    bill: tuple[Any, ...] = ()


def plain(*usd: float, ok: tuple[bool, ...] | None = None) -> Rated:
    found = np.array([usd[0], *usd])
    return cast(Rated, Plain(found, np.ones(len(found), bool) if ok is None else np.array([ok[0], *ok])))


def test_losses_are_against_the_best_that_will_do() -> None:
    first, second = plain(10, 30, ok=(True, True)), plain(20, 20, ok=(True, True))
    assert comparing.losses([first, second])[:, 1:].tolist() == [[0, 10], [10, 0]]


def test_an_option_that_will_not_do_loses_its_own_building() -> None:
    first, second = plain(10, 10, ok=(True, False)), plain(20, 20)
    lost = comparing.losses([first, second])[:, 1:]
    assert lost[1].tolist() == [10, 0]
    assert lost[0, 0] == 0


def test_chance_of_being_the_best_allows_two_percent() -> None:
    chances = comparing.best_chance([plain(100, 100, 100), plain(101, 90, 300)])
    assert chances.tolist() == [pytest.approx(2 / 3), pytest.approx(2 / 3)]


def test_ties() -> None:
    random = np.random.default_rng(0)
    noise = tuple(100 + random.normal(0, 10, 500))
    assert comparing.ties(plain(*noise), [plain(*(100 + random.normal(0, 10, 500)))])
    assert not comparing.ties(plain(*noise), [plain(*(200 + random.normal(0, 10, 500)))])
    assert comparing.ties(plain(*noise), [plain(*(1.001 * np.array(noise)))])  # never cheaper, but the same


def test_information_is_worth_what_it_saves() -> None:
    """One option costs 100, the other 50 or 150 by one fact: knowing that one saves 25 on average, another nothing."""
    random = np.random.default_rng(0)
    deciding, other = random.random(10_000), random.random(10_000)
    first, second = plain(*np.full(10_000, 100.0)), plain(*np.where(deciding < 0.5, 50.0, 150.0))
    columns = {"deciding": deciding, "other": other}

    class Drawn:
        size = 10_001

        def __getitem__(self, name: str) -> np.ndarray:
            return np.array([0.5, *columns[name]])

    known = {name: Fact(name, Amount(0, 0.5, 1), "", name, "default") for name in columns}
    found = {each.fact.name: each.usd for each in information.worth(cast(Any, Drawn()), [first, second], known)}
    assert found["deciding"] == pytest.approx(25, rel=0.08)
    assert found.get("other", 0) < 1


def test_the_front_holds_whoever_nobody_beats() -> None:
    points = np.array([[1, 9], [2, 2], [3, 3], [9, 1], [2, 2]], float)
    assert pareto.front(points) == [0, 1, 3, 4]
