"""Prediction on somebody's machines: by the request, by the second, or by the hour whether they are used or not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pinnace.advising.book import Price
from pinnace.advising.case import BUSY_SECONDS, DAYS, HOURS, Case
from pinnace.advising.costs.hardware import bought, energy
from pinnace.advising.costs.line import Line
from pinnace.advising.latency import service_ms
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing
from pinnace.advising.tariffs import hourly, machines, monthly

LEAST_GB = 0.5  # memory of a serverless function that has a model and a runtime in it; assumed


def lines(case: Case, option: Option, sharing: Sharing) -> Iterator[Line]:
    if option.server is None:
        return
    requests = case.requests * sharing.server[:, None]  # (D, H)
    if option.offer and option.server in ("canned", "hosted"):
        for name in _prices(case, option):
            price = case.book.items[name]
            yield Line("prediction", _offered(case, option, price, requests), name)
    elif option.server == "serverless":
        yield from _serverless(case, option, requests)
    else:
        yield from _always_on(case, option, requests)


def _prices(case: Case, option: Option) -> list[str]:
    assert option.offer is not None
    return (option.offer.prices_gpu if case.app.model.gpu == "yes" else []) or option.offer.prices


def _offered(case: Case, option: Option, price: Price, requests: np.ndarray) -> np.ndarray:
    """(D,) USD of one price of an offer."""
    if price.per == "month":
        return np.full(case.size, case.months * price.bands[0][1]) * case.factor(price)
    if price.per != "hour":
        return monthly(case, price, requests * case.units(price)[:, None])
    if price.chars_per_second:
        work = peak(case, requests) * np.maximum(case["input.chars"], 1)[:, None] / price.chars_per_second
    else:
        work = peak(case, requests) * (service_ms(case, "hosted", option) / 1_000)[:, None] / price.vcpus
    return hourly(case, price, machines(case, work / case["server.utilisation"][:, None]))


def _serverless(case: Case, option: Option, requests: np.ndarray) -> Iterator[Line]:
    seconds = np.ceil(service_ms(case, "serverless", option)) / 1_000  # billed in whole ms
    if case.app.model.gpu == "yes":
        price = case.book.job("serverless_gpu_time")
        yield Line("prediction", monthly(case, price, requests * seconds[:, None]), price.id)
        return
    memory_gb = np.maximum(2 * case["model.memory_bytes"] / 1e9, LEAST_GB)
    per_request, per_time = case.book.job("serverless_requests"), case.book.job("serverless_time")
    yield Line("prediction", monthly(case, per_request, requests), per_request.id)
    yield Line("prediction", monthly(case, per_time, requests * (memory_gb * seconds)[:, None]), per_time.id)


def _always_on(case: Case, option: Option, requests: np.ndarray) -> Iterator[Line]:
    kind = "gpu" if case.app.model.gpu == "yes" else "cpu"
    assert option.server is not None
    price = case.book.job(f"{option.server}_{kind}")
    workers = 1.0 if price.gpu else price.vcpus
    busy = peak(case, requests) * (service_ms(case, option.server, option) / 1_000)[:, None] / workers
    count = machines(case, busy / case["server.utilisation"][:, None])
    if option.server == "rented_server":
        yield Line("prediction", hourly(case, price, count), price.id)
        return
    yield bought(case, price, count.max(1))
    yield Line("hardware and energy", energy(case, price.watts * HOURS * count.sum(1)))
    line = case.book.job("own_line")
    yield Line("prediction", np.full(case.size, case.months * line.bands[0][1]) * case.factor(line), line.id)


def peak(case: Case, requests: np.ndarray) -> np.ndarray:
    """(D, H) requests a second in the busiest hour, from (D, H) a month."""
    return requests / (DAYS * BUSY_SECONDS) * case["use.peak"][:, None]
