"""The deadline model against a table worked out by hand, and against drawing requests one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr

from pinnace.advising.amount import Amount
from pinnace.advising.book import Device, Network
from pinnace.advising.latency import P95, in_time_on_device, in_time_on_network
from pinnace.advising.normal import below

from .conftest import Make

# ms for a request on an open connection and for the first one, 30 ms of them in the server: network, bytes up, both.
TABLE = [
    ((20, 15), 1_000, 51, 111),
    ((20, 15), 50_000, 77, 137),
    ((20, 15), 300_000, 210, 270),
    ((20, 15), 2_000_000, 1_117, 1_177),
    ((70, 12), 1_000, 101, 311),
    ((70, 12), 50_000, 133, 343),
    ((70, 12), 300_000, 300, 510),
    ((70, 12), 2_000_000, 1_433, 1_643),
    ((100, 3), 1_000, 133, 433),
    ((100, 3), 50_000, 263, 563),
    ((100, 3), 300_000, 930, 1_230),
    ((100, 3), 2_000_000, 5_463, 5_763),
    ((150, 0.75), 1_000, 191, 641),
    ((150, 0.75), 50_000, 713, 1_163),
    ((150, 0.75), 300_000, 3_380, 3_830),
    ((150, 0.75), 2_000_000, 21_513, 21_963),
    ((300, 0.7), 1_000, 341, 1_241),
    ((300, 0.7), 50_000, 901, 1_801),
    ((300, 0.7), 300_000, 3_759, 4_659),
    ((300, 0.7), 2_000_000, 23_187, 24_087),
]


@pytest.mark.parametrize(("network", "size", "warm", "cold"), TABLE)
def test_derived_latencies(make: Make, network: tuple[float, float], size: int, warm: int, cold: int) -> None:
    rtt, up = network
    exact = Network(p50_ms=rtt, p95_ms=rtt, down_mbps=1e9, up_mbps=up, share=1)
    case = make(**{"input.bytes": size, "use.session": 2})  # every other request is the first

    def share(ms: float) -> float:
        return float(in_time_on_network(case, exact, np.array([30.0]), np.array([float(ms)]))[0])

    assert (share(warm - 2), share(warm + 2)) == (0, 0.5)
    assert (share(cold - 2), share(cold + 2)) == (0.5, 1)


def test_shares_agree_with_requests_drawn_one_by_one(make: Make) -> None:
    network = Network(p50_ms=60, p95_ms=170, down_mbps=12, up_mbps=6, share=1)
    case = make(**{"input.bytes": 20_000, "input.answer_bytes": 2_000, "use.session": 4})
    random = np.random.default_rng(1)
    trips = np.where(random.random(200_000) < 1 / 4, 4, 1)
    rtt = 60 * np.exp(random.standard_normal(200_000) * math.log(170 / 60) / P95)
    drawn = trips * rtt + 20_000 * 8 / 6_000 + 2_000 * 8 / 12_000 + 25
    for within in (50, 100, 150, 300, 1_000):
        share = in_time_on_network(case, network, np.array([25.0]), np.array([float(within)]))[0]
        assert share == pytest.approx((drawn <= within).mean(), abs=0.004)


def test_a_device_is_likely_at_its_slowdown(make: Make) -> None:
    device = Device(slowdown=Amount(2, 4, 10), share=1)
    case = make(**{"model.desktop_ms": 5})
    shares = [float(in_time_on_device(case, device, np.array([ms]))[0]) for ms in (9.9, 20.0, 50.1)]
    assert shares == [0, pytest.approx(math.log(2) / math.log(5)), 1]


@pytest.mark.parametrize(
    ("desktop", "name", "low", "likely", "high"),
    [
        (5, "phone_mid", 10, 20, 50),
        (5, "phone_low", 25, 50, 100),
        (300, "phone_mid", 600, 1_200, 3_000),
        (300, "phone_low", 1_500, 3_000, 6_000),
    ],
)
def test_what_a_model_takes_on_the_books_telephones(
    make: Make, desktop: float, name: str, low: float, likely: float, high: float
) -> None:
    case = make(**{"model.desktop_ms": desktop})
    device = case.book.devices[name]

    def share(ms: float) -> float:
        return float(in_time_on_device(case, device, np.array([ms]))[0])

    assert (share(0.99 * low), share(1.01 * high)) == (0, 1)
    around = [share(likely * factor) - share(likely * factor / 1.1) for factor in (0.7, 1.05, 1.6)]
    assert around[1] == max(around)  # the likeliest
    assert device.slowdown.likely * desktop == likely


def test_the_normal_distribution_is_that_of_scipy() -> None:
    z = np.linspace(-8, 8, 10_001)
    assert np.abs(below(z) - ndtr(z)).max() < 1e-7
