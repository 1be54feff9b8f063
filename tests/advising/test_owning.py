"""Buying against renting: when a machine of one's own pays, and what a model on the move costs."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.advising.book import Book
from pinnace.advising.case import Case
from pinnace.advising.costs import moving, training
from pinnace.advising.options import enumerate_options
from pinnace.advising.sharing import Sharing
from pinnace.advising.tariffs import marginal

from .conftest import Make

NOBODY = Sharing(np.zeros(1), np.ones(1))  # asks a server


def training_usd(case: Case) -> dict[str, float]:
    """USD of training, by who trains."""
    options = {each.id: each for each in enumerate_options(case.app, case.book)}
    return {
        who: sum(float(line.usd[0]) for line in training.lines(case, options[f"{who}/device"], NOBODY))
        for who in ("own", "rented")
    }


@pytest.mark.parametrize(
    ("hourly", "hours"), [(2.50, 1_650), (1.41, 3_000), (1.006, 4_350), (0.69, 6_600), (0.34, 15_700)]
)
def test_hours_until_an_own_machine_pays(make: Make, hourly: float, hours: int) -> None:
    """4,000 USD, worth nothing in the end, 500 W at 0.17 a kWh, against renting by the hour."""
    case = make({"task": {"kind": "image"}}, months=36, **{"training.runs": 0, "money.usd_per_kwh": 0.17})
    own, rented = case.book.job("own_train_gpu"), case.book.job("train_gpu")
    assert own.price == 4_000
    prices = {
        own.id: own.model_copy(update={"resale": 0.0, "watts": 500}),
        rented.id: rented.model_copy(update={"price": hourly}),
    }
    book = case.book.model_copy(update={"items": {**case.book.items, **prices}})
    before, after = (
        training_usd(Case(case.app, book, {**case.numbers, "training.hours": np.array([hours * factor])}))
        for factor in (0.99, 1.01)
    )
    assert before["rented"] < before["own"]
    assert after["own"] < after["rented"]


def test_one_retraining_of_two_hours_a_month_never_pays_for_a_machine(make: Make) -> None:
    usd = training_usd(make({"task": {"kind": "image"}}, months=24, **{"training.hours": 2, "training.runs": 1}))
    assert usd["rented"] == pytest.approx((1 + 24) * 2 * 1.006)
    assert usd["own"] > 10 * usd["rented"]


def test_a_model_of_5_mb_costs_as_much_to_send_as_450_serverless_calls(book: Book) -> None:
    """Beyond what is free. A call of 30 ms and 2 GB costs a millionth of a dollar."""
    per_gb = next(usd for _, usd in book.items["aws.egress"].bands if usd)
    requests, time = (book.items[name].bands[-1][1] for name in ("aws.lambda.requests", "aws.lambda.arm"))
    assert requests + 0.03 * 2 * time == pytest.approx(1e-6, rel=0.01)
    assert 0.005 * per_gb / 1e-6 == pytest.approx(450)


def test_from_a_store_of_files_that_sends_for_nothing_it_is_free(book: Book) -> None:
    """A million users fetch it once: fewer reads than a month has free."""
    assert marginal(np.array([1e6]), book.items["cloudflare.r2.reads"].bands)[0] == 0


def test_a_million_users_fetching_20_mb(book: Book) -> None:
    """20,000 GB on the tiers of the book: 1,742 dollars, of which the first 100 GB are free."""
    assert marginal(np.array([20_000.0]), book.items["aws.egress"].bands)[0] == pytest.approx(1_742, abs=1)


def test_updates_are_sent_to_every_user(make: Make) -> None:
    numbers = {"use.users": 1e6, "use.growth": 0, "use.installs": 0, "model.updates": 1, "model.bytes": 20e6}
    case = make(None, months=1, **numbers)
    device = next(each for each in enumerate_options(case.app, case.book) if each.id == "own/device")
    (line,) = moving.lines(case, device, NOBODY)
    assert line.usd[0] == pytest.approx(1_742, abs=1)
    assert line.price == "aws.egress"
