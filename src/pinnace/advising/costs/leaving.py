"""Leaving: what it costs to move to another option, times the chance that it comes to that. This is what lock-in
costs."""

from __future__ import annotations

from collections.abc import Iterator

from pinnace.advising.case import Case
from pinnace.advising.costs import training
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing


def lines(case: Case, option: Option, sharing: Sharing) -> Iterator[Line]:
    chance = case["money.leaving"]
    hours = case[f"people.{option.work}.leave"]
    if option.train == "nobody":
        hours = hours + case["training.data_hours"]  # a model of one's own needs data of one's own
    yield Line("leaving", chance * hours * case["money.usd_per_hour"])
    if option.exit_locked:  # trained again elsewhere, and paid again
        once = 1 / (1 + case.months * case["training.runs"])
        for line in training.lines(case, option, sharing):
            yield Line("leaving", chance * once * line.usd, line.price)
