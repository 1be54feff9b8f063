"""Properties of the whole advice, whatever the app."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinnace.advising import Book, advise, parse
from pinnace.advising.book import load
from pinnace.advising.rating import ranked

TODAY = date(2026, 11, 26)
FEW = 200  # draws

needs = st.fixed_dictionaries(
    {},
    optional={
        "offline": st.sampled_from(["yes", "no", "unknown"]),
        "stays_on_device": st.sampled_from(["yes", "no", "unknown"]),
        "stays_on_premises": st.sampled_from(["yes", "no", "unknown"]),
        "secret_model": st.sampled_from(["yes", "no", "unknown"]),
        "deadline_ms": st.floats(1, 5_000),
        "accuracy": st.floats(0.5, 0.99),
        "download_bytes": st.floats(1e4, 1e8),
    },
)
apps = st.fixed_dictionaries(
    {
        "horizon_months": st.integers(1, 36),
        "task": st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["text", "image", "audio", "match", "style"]),
                "does": st.sampled_from(["", "sentiment", "labels", "faces", "keywords"]),
                "own_classes": st.sampled_from(["yes", "no", "unknown"]),
                "platforms": st.sampled_from([["web"], ["ios", "android"], ["server"]]),
            }
        ),
        "use": st.fixed_dictionaries(
            {"users": st.floats(0, 1e7), "requests": st.floats(0, 100), "growth": st.floats(0, 0.2)}
        ),
        "needs": needs,
    }
)


def advised(content: dict[str, Any], book: Book | None = None, draws: int = FEW) -> Any:
    return advise(parse(content), book=book, today=TODAY, draws=draws)


@given(apps, st.floats(1, 100))
@settings(max_examples=25, deadline=None)
def test_more_requests_never_cost_less(content: dict[str, Any], factor: float) -> None:
    more = {**content, "use": {**content["use"], "requests": content["use"]["requests"] * factor}}
    for before, after in zip(advised(content).rated, advised(more).rated, strict=True):
        assert before.id == after.id
        assert after.usd[0] >= before.usd[0] * (1 - 1e-9)


@given(apps, st.data())
@settings(max_examples=25, deadline=None)
def test_dropping_a_need_never_makes_the_best_worse(content: dict[str, Any], data: st.DataObject) -> None:
    if not content["needs"]:
        return
    dropped = data.draw(st.sampled_from(sorted(content["needs"])))
    fewer = {**content, "needs": {key: value for key, value in content["needs"].items() if key != dropped}}
    before, after = advised(content).ranking, advised(fewer).ranking
    assert {each.id for each in before} <= {each.id for each in after}
    if before:
        assert after[0].usd[0] <= before[0].usd[0] * (1 + 1e-9)


@given(st.floats(0.1, 10), st.sampled_from(["gcp.nl.sentiment", "hf.endpoint.x2", "own.server", "aws.egress"]))
@settings(max_examples=20, deadline=None)
def test_a_price_scales_its_share_of_every_bill(k: float, name: str) -> None:
    book, content = load(), {"task": {"does": "sentiment"}, "use": {"users": 2e6}}
    price = book.items[name]
    tiers = [(upto, usd * k) for upto, usd in price.tiers]
    scaled = price.model_copy(
        update={
            "tiers": tiers,
            "price": None if price.price is None else price.price * k,
            "range": None if price.range is None else (price.range[0] * k, price.range[1] * k),
        }
    )
    other = book.model_copy(update={"items": {**book.items, name: scaled}})
    for before, after in zip(advised(content, book).rated, advised(content, other).rated, strict=True):
        share = sum(float(line.usd[0]) for line in before.bill if line.price == name)
        assert after.usd[0] - before.usd[0] == pytest.approx((k - 1) * share, abs=1e-6 * before.usd[0])


@given(apps)
@settings(max_examples=25, deadline=None)
def test_bills_add_up_and_nothing_is_negative(content: dict[str, Any]) -> None:
    advice = advised(content)
    for each in advice.rated:
        assert sum(each.components.values()) == pytest.approx(each.usd[0])
        assert all((line.usd >= 0).all() for line in each.bill)
        assert np.isfinite(each.usd).all()
        assert 0 <= each.sharing.server[0] <= 1
        assert -1e-9 <= each.sharing.in_time[0] <= 1 + 1e-9


@given(apps)
@settings(max_examples=15, deadline=None)
def test_everything_can_be_said_of_any_app(content: dict[str, Any]) -> None:
    """The summary is JSON and the page is a page, whatever the facts are."""
    import json

    from pinnace.advising import report, summary

    advice = advised(content)
    said = summary(advice)
    json.dumps(said, allow_nan=False)
    assert said["recommendation"] in {None, *(each["id"] for each in said["options"] if each["feasible"])}
    assert (said["recommendation"] is None) == (not any(each["feasible"] for each in said["options"]))
    assert "<h1" in report.html(advice)


def test_the_same_seed_gives_the_same_advice() -> None:
    from pinnace.advising import summary

    first, second = (summary(advised({"use": {"users": [100, 1e4, 1e6]}})) for _ in range(2))
    assert first == second


def test_without_relaxation_nothing_will_do_and_the_cheapest_change_is_named() -> None:
    advice = advised({"task": {"kind": "image"}, "needs": {"offline": "yes", "secret_model": "yes"}})
    assert advice.best is None
    assert {each.constraint for each in advice.relaxations} == {"offline", "secret_model"}
    prices = [each.usd for each in advice.relaxations]
    assert prices == sorted(prices)
    # What it promises comes true.
    relaxed = advised({"task": {"kind": "image"}, "needs": {"secret_model": "yes"}})
    assert relaxed.best is not None
    promised = next(each for each in advice.relaxations if each.constraint == "offline")
    assert (promised.option, promised.usd) == (relaxed.best.id, pytest.approx(relaxed.best.usd[0]))


def test_a_relaxed_deadline_is_one_that_the_option_meets() -> None:
    content: dict[str, Any] = {"task": {"kind": "image", "platforms": ["server"]}, "needs": {"deadline_ms": 5}}
    (relaxation,) = advised(content).relaxations
    assert relaxation.constraint == "deadline"
    ms = float(relaxation.words.split()[1].replace(",", ""))
    content["needs"]["deadline_ms"] = ms + 1
    assert relaxation.option in [each.id for each in advised(content).ranking]


def test_ties_and_ranking() -> None:
    advice = advised({"task": {"does": "sentiment"}, "needs": {"stays_on_device": "yes"}}, draws=1_000)
    assert advice.best is not None
    assert advice.best.id == "own/device"
    assert "rented/device" in [each.id for each in advice.ties]  # a few cents cannot be told apart
    assert advice.ranking == ranked(advice.rated)


@pytest.mark.parametrize("kind", ["text", "image"])
@pytest.mark.parametrize("size", [0, 1e15])
def test_the_largest_and_the_smallest_of_everything(kind: str, size: float) -> None:
    """Figures may be absurd then, but they are figures."""
    import json

    from pinnace.advising import report, summary

    content = {
        "horizon_months": 120,
        "task": {"kind": kind, "does": "sentiment"},
        "use": {"users": size, "requests": size, "growth": 1 if size else 0, "session": size, "peak": size},
        "input": {"bytes": size, "chars": size, "answer_bytes": size},
        "model": {"bytes": size, "memory_bytes": size, "desktop_ms": size},
        "needs": {"deadline_ms": size},
    }
    advice = advised(content, draws=100)
    json.dumps(summary(advice), allow_nan=False)
    assert "<h1" in report.html(advice)


@pytest.mark.parametrize(
    ("usd", "shown"), [(2e-7, "0.0000002"), (1.33334e-5, "0.0000133334"), (4000, "4,000"), (0, "0")]
)
def test_prices_have_all_their_digits_and_no_exponent(usd: float, shown: str) -> None:
    from pinnace.advising import wording

    assert wording.price(usd) == shown
