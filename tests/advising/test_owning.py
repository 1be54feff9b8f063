"""Buying against renting: when a machine of one's own pays, and what a model on the move costs."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.advising.book import Book
from pinnace.advising.costs import moving, training
from pinnace.advising.options import enumerate_options
from pinnace.advising.sharing import Sharing
from pinnace.advising.tariffs import marginal

from .conftest import Make

PRICE, KILOWATTS, PER_KWH = 4_000, 0.5, 0.17


@pytest.mark.parametrize(
    ("hourly", "hours"), [(2.50, 1_650), (1.41, 3_000), (1.006, 4_350), (0.69, 6_600), (0.34, 15_700)]
)
def test_hours_until_an_own_machine_pays(hourly: float, hours: int) -> None:
    assert pytest.approx(hours, rel=0.01) == PRICE / (hourly - KILOWATTS * PER_KWH)


def test_one_retraining_of_two_hours_a_month_never_pays_for_a_machine(make: Make) -> None:
    content = {"task": {"kind": "image"}}
    case = make(content, months=24, **{"training.hours": 2, "training.runs": 1})
    own, rented = (
        next(each for each in enumerate_options(case.app, case.book) if each.id == f"{who}/device")
        for who in ("own", "rented")
    )
    nobody = Sharing(np.zeros(1), np.ones(1))
    usd = [sum(float(line.usd[0]) for line in training.lines(case, option, nobody)) for option in (own, rented)]
    assert usd[1] == pytest.approx((1 + 24) * 2 * 1.006)
    assert usd[0] > 10 * usd[1]


def test_a_model_of_5_mb_costs_as_much_to_send_as_450_serverless_calls(book: Book) -> None:
    sent = 0.005 * 0.09
    assert sent / 1e-6 == pytest.approx(450)


def test_a_million_users_fetching_20_mb(book: Book) -> None:
    """20,000 GB on the tiers of the book: 1,742 dollars, of which the first 100 GB are free."""
    assert marginal(np.array([20_000.0]), book.items["aws.egress"].bands)[0] == pytest.approx(1_742, abs=1)


def test_updates_are_sent_to_every_user(make: Make) -> None:
    numbers = {"use.users": 1e6, "use.growth": 0, "use.installs": 0, "model.updates": 1, "model.bytes": 20e6}
    case = make(None, months=1, **numbers)
    device = next(each for each in enumerate_options(case.app, case.book) if each.id == "own/device")
    (line,) = moving.lines(case, device, Sharing(np.zeros(1), np.ones(1)))
    assert line.usd[0] == pytest.approx(1_742, abs=1)
    assert line.price == "aws.egress"
