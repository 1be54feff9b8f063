"""Crossovers are exact: bisection on the same costs finds the same places, and no winner is missed between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinnace.advising import constraints, sharing
from pinnace.advising.book import Book
from pinnace.advising.case import HOURS, Case
from pinnace.advising.crossovers import along, stretches
from pinnace.advising.options import Option, enumerate_options
from pinnace.advising.sharing import Sharing

from .conftest import Make

Pairs = list[tuple[Option, Sharing]]


def pairs(case: Case, *names: str) -> Pairs:
    """Options by id, each with its sharing; all of the likely ways to predict when none is named."""
    limit = constraints.within_ms(case)
    options = [each for each in enumerate_options(case.app, case.book) if each.id in names or not names]
    return [(each, sharing.solve(case, each, limit, case.app.needs.in_time)) for each in options]


def cost(case: Case, fact: str, at: float, pair: tuple[Option, Sharing]) -> float:
    return float(along(case, fact, np.array([at]), pair)[0])


def bisected(case: Case, fact: str, low: float, high: float, one: Any, other: Any) -> float:
    """Where `one`, the cheaper at low, stops being so."""
    assert cost(case, fact, low, one) <= cost(case, fact, low, other)
    assert cost(case, fact, high, one) >= cost(case, fact, high, other)
    for _ in range(200):
        middle = (low + high) / 2
        if cost(case, fact, middle, one) <= cost(case, fact, middle, other):
            low = middle
        else:
            high = middle
    return (low + high) / 2


TASK = {"does": "sentiment"}


@given(
    st.sampled_from(["use.users", "use.requests", "input.chars", "model.bytes", "money.usd_per_hour"]),
    st.floats(0, 0.1),
    st.floats(1e3, 1e6),
    st.floats(1, 30),
)
@settings(max_examples=25, deadline=None)
def test_bisection_finds_the_same_crossovers(
    make: Make, fact: str, growth: float, users: float, requests: float
) -> None:
    numbers = {"use.growth": growth, "use.users": users, "use.requests": requests, "money.usd_per_hour": 5.0}
    case = make({"task": TASK}, months=6, **numbers)
    found = pairs(case, "own/device", "own/serverless", "own/rented-server", "canned/gcp.nl.sentiment")
    by_id = {pair[0].id: pair for pair in found}
    high = {"use.users": 1e6, "use.requests": 50, "input.chars": 5_000, "model.bytes": 1e8, "money.usd_per_hour": 200}[
        fact
    ]
    low = high / 1e4
    result = stretches(case, fact, low, high, found)
    assert result[0].start == low
    assert result[-1].end == high
    for before, after in pairwise(result):
        assert before.end == after.start
        assert before.option != after.option
        nearby = 1e-7 * before.end
        one, other = by_id[before.option], by_id[after.option]
        inside, outside = max(before.end - nearby, before.start), min(after.start + nearby, after.end)
        assert bisected(case, fact, inside, outside, one, other) == pytest.approx(before.end, rel=1e-6)


@given(st.floats(0, 0.1), st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_nowhere_is_another_option_cheaper(make: Make, growth: float, seed: int) -> None:
    case = make({"task": TASK}, months=6, **{"use.growth": growth, "money.usd_per_hour": 3.0})
    found = pairs(case)
    result = stretches(case, "use.users", 10, 1e6, found)
    for at in np.exp(np.random.default_rng(seed).uniform(np.log(10), np.log(1e6), 40)):
        usd = {pair[0].id: cost(case, "use.users", float(at), pair) for pair in found}
        stated = next(each.option for each in result if each.start <= at <= each.end)
        assert usd[stated] <= min(usd.values()) * (1 + 1e-9) + 1e-9


# Calls a month from which an always-on endpoint of two cores (48.91 a month) is cheaper than a service.
CROSSINGS = {
    "gcp.nl.sentiment": 54_000,
    "gcp.vision.label": 34_000,
    "aws.rekognition.labels": 49_000,
    "aws.comprehend.sentiment": 163_000,
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_calls_from_which_an_endpoint_is_cheaper(book: Book, name: str) -> None:
    """Of up to 300 characters; the prices alone, without trials."""
    price = book.items[name]
    per_call = 3 if name == "aws.comprehend.sentiment" else 1
    left, calls, below = book.items["hf.endpoint.x2"].bands[0][1] * HOURS, 0.0, 0.0
    for upto, usd in price.bands:
        step = min(upto - below, left / usd if usd else upto - below)
        calls, left, below = calls + step, left - step * usd, upto
        if left <= 1e-9:
            break
    assert calls / per_call == pytest.approx(CROSSINGS[name], rel=0.02)


def test_steps_of_machines_and_of_units_are_crossed_exactly(make: Make) -> None:
    """A Google unit more at 1,001 characters makes the service dearer than its rival there and nowhere else."""
    case = make({"task": TASK}, months=1, **{"use.users": 10_000, "use.requests": 5, "use.growth": 0})
    service = pairs(case, "canned/gcp.nl.sentiment")[0]
    below, above = (cost(case, "input.chars", at, service) for at in (999.0, 1_001.0))
    assert above - below == pytest.approx(1_000_000 * 0.001 + 0, rel=0.6)
    result = stretches(
        case, "input.chars", 100, 5_000, pairs(case, "canned/gcp.nl.sentiment", "canned/aws.comprehend.sentiment")
    )
    inner = [each.end for each in result[:-1]]
    assert all(at % 100 == pytest.approx(0, abs=1e-6) or at % 100 == pytest.approx(100, abs=1e-6) for at in inner)
