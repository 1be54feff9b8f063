"""Bytes that leave a data centre: answers, and the model on its way to devices; and the users that a larger app
loses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing
from pinnace.advising.tariffs import monthly

GB = 1e9
STORES = frozenset({"ios", "android", "react-native"})  # an app's first model comes with the app, at no cost
LOST_PER_MB = 0.0017  # of new users, per MB of an app: Google Play, 2017, a correlation of apps under 100 MB


def lines(case: Case, option: Option, sharing: Sharing) -> Iterator[Line]:
    egress = case.book.job("egress")
    gigabytes = np.zeros_like(case.users)
    if option.server in ("rented_server", "serverless"):
        gigabytes = gigabytes + case.requests * (sharing.server * case["input.answer_bytes"])[:, None] / GB
    if option.on_device:
        fetched = case.users * fetches(case)[:, None] * case["model.bytes"][:, None] / GB
        gigabytes = gigabytes + fetched
    if gigabytes.any():
        units = gigabytes
        # A gigabyte is the request of this tariff: whether it counts requests or bytes is the price's business.
        if egress.per == "request":
            units = case.users * fetches(case)[:, None] * (1.0 if option.on_device else 0.0)
        yield Line("bytes", monthly(case, egress, units), egress.id)
    if option.on_device and STORES & set(case.app.task.platforms):
        lost = case.users.sum(1) * case["use.installs"] * LOST_PER_MB * case["model.bytes"] / 1e6
        yield Line("bytes", lost * case["money.usd_per_install"])


def fetches(case: Case) -> np.ndarray:
    """(D,) downloads of the model per user and month: new devices where a web page carries it, and new versions."""
    in_store = set(case.app.task.platforms) <= STORES
    return case["model.updates"] + (0.0 if in_store else case["use.installs"])
