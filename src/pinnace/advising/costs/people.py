"""People: building it, keeping it alive, and the data of one's own."""

from __future__ import annotations

from collections.abc import Iterator

from pinnace.advising.case import Case
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing


def lines(case: Case, option: Option, sharing: Sharing) -> Iterator[Line]:
    rate = case["money.usd_per_hour"]
    hours = case[f"people.{option.work}.setup"] + case.months * case[f"people.{option.work}.month"]
    if option.train != "nobody":
        hours = hours + case["training.data_hours"]
    yield Line("people", hours * rate)
