"""The figures that vendors print as examples, and what their rules imply."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinnace.advising.book import Book
from pinnace.advising.case import HOURS, Case
from pinnace.advising.tariffs import hourly, machines, marginal, monthly

from .conftest import Make

PER_MONTH = {"use.growth": 0.0}


@pytest.mark.parametrize("name", ["gcp.nl.sentiment", "gcp.nl.classify", "azure.language.sentiment"])
@pytest.mark.parametrize(("chars", "units"), [(800, 1), (1500, 2), (600, 1), (1000, 1), (1001, 2), (0, 1)])
def test_units_of_1000_characters_are_counted_per_request(
    book: Book, make: Make, name: str, chars: int, units: int
) -> None:
    assert make(**{"input.chars": chars}).units(book.items[name])[0] == units


def test_googles_own_example_is_four_units(book: Book, make: Make) -> None:
    """Three requests of 800, 1,500 and 600 characters."""
    price = book.items["gcp.nl.sentiment"]
    assert sum(make(**{"input.chars": chars}).units(price)[0] for chars in (800, 1500, 600)) == 4


@pytest.mark.parametrize(("chars", "units"), [(10, 3), (300, 3), (301, 4), (1000, 10)])
def test_comprehend_bills_at_least_three_units(book: Book, make: Make, chars: int, units: int) -> None:
    assert make(**{"input.chars": chars}).units(book.items["aws.comprehend.sentiment"])[0] == units


def test_rekognition_2_500_000_images_cost_2_200(book: Book) -> None:
    assert marginal(np.array([2_500_000.0]), book.items["aws.rekognition.labels"].bands)[0] == pytest.approx(2_200)


def test_egress_of_500_gb_costs_36(book: Book) -> None:
    assert marginal(np.array([500.0]), book.items["aws.egress"].bands)[0] == pytest.approx(36)


def test_the_1_000_001st_request_costs_the_second_band(book: Book) -> None:
    bands = book.items["aws.rekognition.labels"].bands
    first, second = marginal(np.array([1_000_000.0, 1_000_001.0]), bands)
    assert second - first == pytest.approx(0.0008)


def test_hugging_face_examples(book: Book, make: Make) -> None:
    """0.50 an hour with one replica, two more for a quarter of each hour: 0.75 an hour, 547.50 a month."""
    t4 = book.items["hf.endpoint.t4"]
    replicas = 1 + 0.25 * 2
    assert t4.bands[0][1] * replicas == pytest.approx(0.75)
    assert hourly(make(), t4, np.array([[replicas]]))[0] == pytest.approx(547.50)


def test_vertex_endpoint_costs_1_003_75_a_month_used_or_not(book: Book, make: Make) -> None:
    case = make(**{"use.users": 0})
    count = machines(case, np.zeros((1, 1)))
    assert hourly(case, book.items["gcp.vertex.automl.image.endpoint"], count)[0] == pytest.approx(1_003.75)


def test_comprehend_endpoint_costs_1_314_a_month(book: Book, make: Make) -> None:
    price = book.items["aws.comprehend.custom.endpoint"]
    assert hourly(make(), price, np.ones((1, 1)))[0] == pytest.approx(1_314)
    assert price.bands[0][1] == pytest.approx(0.0005 * 3_600)


def test_lambda_is_free_at_first(book: Book) -> None:
    assert marginal(np.array([1_000_000.0]), book.items["aws.lambda.requests"].bands)[0] == 0
    assert marginal(np.array([400_000.0]), book.items["aws.lambda.arm"].bands)[0] == 0


LADDER = {  # USD a month for so many short requests
    "gcp.nl.sentiment": {30_000: 25, 300_000: 295, 3_000_000: 1_995, 30_000_000: 9_245},
    "gcp.nl.classify": {30_000: 0, 300_000: 465, 3_000_000: 1_815, 30_000_000: 5_315},
    "gcp.vision.label": {30_000: 43.5, 300_000: 448.5, 3_000_000: 4_498.5, 30_000_000: 32_498.5},
    "aws.rekognition.labels": {30_000: 30, 300_000: 300, 3_000_000: 2_600, 30_000_000: 19_200},
    "gcp.nl.moderation": {50_000: 0, 10_000_000: 4_975, 50_000_000: 14_975},
    "gcp.vision.text": {30_000: 43.5, 5_000_000: 7_498.5, 30_000_000: 22_498.5},
}


@pytest.mark.parametrize("name", LADDER)
def test_ladder_of_monthly_costs(book: Book, name: str) -> None:
    for units, usd in LADDER[name].items():
        assert marginal(np.array([float(units)]), book.items[name].bands)[0] == pytest.approx(usd, abs=0.6)


def called(case: Case, name: str, calls: float) -> float:
    """USD of so many calls in one month, without a trial."""
    price = case.book.items[name].model_copy(update={"trial": None})
    return float(monthly(case, price, np.array([[calls]]) * case.units(price)[:, None])[0])


@pytest.mark.parametrize(("calls", "usd"), [(30_000, 9), (300_000, 90), (3_000_000, 900)])
def test_comprehend_of_300_characters(make: Make, calls: int, usd: float) -> None:
    assert called(make(**{"input.chars": 300}), "aws.comprehend.sentiment", calls) == pytest.approx(usd)


def test_comprehend_of_30_million_calls_costs_9_000_but_for_tiers_that_are_recalled(book: Book, make: Make) -> None:
    """The price that can be read is 0.0001 a unit whatever their number; that more cost less is from memory."""
    price = book.items["aws.comprehend.sentiment"]
    flat = price.model_copy(update={"tiers": [(None, price.tiers[0][1])]})
    case = make(**{"input.chars": 300})
    units = np.array([30e6]) * case.units(price)
    assert marginal(units, flat.bands)[0] == pytest.approx(9_000)
    assert called(case, "aws.comprehend.sentiment", 30e6) == pytest.approx(1_000 + 2_000 + 1_000)
    assert price.confidence == "recalled"


@pytest.mark.parametrize(("calls", "usd"), [(30_000, 0.81), (300_000, 8.1), (3_000_000, 81), (30_000_000, 810)])
def test_a_small_language_model_of_160_tokens_in_and_5_out(make: Make, calls: int, usd: float) -> None:
    case = make(**{"input.chars": 240, "input.prompt_tokens": 100})
    both = [called(case, f"llm.gpt-4o-mini.{way}", calls) for way in ("in", "out")]
    assert sum(both) == pytest.approx(usd)


@pytest.mark.parametrize(
    ("name", "usd"),
    [
        ("hf.endpoint.x2", 48.91),
        ("hf.endpoint.t4", 365),
        ("gcp.vertex.automl.image.endpoint", 1_003.75),
        ("aws.comprehend.custom.endpoint", 1_314),
    ],
)
def test_a_machine_costs_the_same_for_30_000_calls_as_for_3_million(make: Make, name: str, usd: float) -> None:
    """Day and night, used or not."""
    case = make()
    for busy in (0.003, 0.3):
        assert hourly(case, case.book.items[name], machines(case, np.array([[busy]])))[0] == pytest.approx(usd)


@pytest.mark.parametrize(("seconds", "usd"), [(10, 0.006), (15, 0.006), (16, 0.012), (60, 0.024)])
def test_speech_is_billed_in_steps_of_15_seconds(make: Make, seconds: float, usd: float) -> None:
    """0.024 a minute; 60 minutes a month are free."""
    case = make(**{"input.seconds": seconds})
    price = case.book.items["gcp.speech"]
    assert price.tiers[0] == (4 * 60, 0)
    assert case.units(price)[0] * price.bands[-1][1] == pytest.approx(usd)


@pytest.mark.parametrize(("name", "hour"), [("replicate.t4", 0.81), ("assemblyai.u2", 0.15), ("aws.transcribe", 1.44)])
def test_prices_by_the_second(book: Book, name: str, hour: float) -> None:
    assert book.items[name].bands[0][1] * 3_600 == pytest.approx(hour, rel=1e-4)


def test_lambda_of_30_ms_and_2_gb(book: Book) -> None:
    """3 M calls cost 0.40, 30 M cost 24.47: a million calls cost about a dollar."""
    for calls, usd in ((3e6, 0.4), (30e6, 24.47)):
        requests = marginal(np.array([calls]), book.items["aws.lambda.requests"].bands)[0]
        time = marginal(np.array([calls * 0.03 * 2]), book.items["aws.lambda.arm"].bands)[0]
        assert requests + time == pytest.approx(usd, abs=0.01)


def test_a_trial_is_free_for_its_months_only(book: Book, make: Make) -> None:
    price = book.items["aws.comprehend.sentiment"]  # 50,000 units free for 12 months
    assert monthly(make(months=12), price, np.full((1, 12), 50_000.0))[0] == 0
    assert monthly(make(months=13), price, np.full((1, 13), 50_000.0))[0] == pytest.approx(5)


def test_machines_are_whole_and_never_none(make: Make) -> None:
    assert machines(make(), np.array([[0.0, 0.2, 1.0, 1.01, 7.5]])).tolist() == [[1, 1, 1, 2, 8]]


def test_a_month_has_730_hours() -> None:
    assert HOURS == 730


bands = st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1)), max_size=4).map(
    lambda found: [*sorted(dict(found).items()), (float("inf"), 0.5)]
)


@given(bands, st.floats(0, 1e8), st.floats(0, 1e8), st.floats(0.1, 10))
@settings(max_examples=150, deadline=None)
def test_more_units_never_cost_less_and_a_price_scales_its_share(
    bands: list[tuple[float, float]], units: float, more: float, k: float
) -> None:
    less, both = marginal(np.array([units, units + more]), bands)
    assert both >= less - 1e-9 * abs(less)
    scaled = marginal(np.array([units]), [(upto, k * usd) for upto, usd in bands])[0]
    assert scaled == pytest.approx(k * less)
