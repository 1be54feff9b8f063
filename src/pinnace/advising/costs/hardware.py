"""Machines of one's own: what they lose in value over the horizon, and their power."""

from __future__ import annotations

import numpy as np

from pinnace.advising.book import Price
from pinnace.advising.case import Case
from pinnace.advising.costs.line import Line


def bought(case: Case, machine: Price, count: np.ndarray) -> Line:
    """`count` (D,) machines, bought now and sold at the end: value falls in a line to `resale` of the price in
    `years`."""
    lost = (1 - machine.resale) * min(case.months / (12 * machine.years), 1.0)
    usd = count * (machine.price or 0) * lost * case.factor(machine)
    return Line("hardware and energy", usd, machine.id)


def energy(case: Case, watt_hours: np.ndarray) -> np.ndarray:
    """(D,) USD for (D,) watt-hours."""
    return watt_hours / 1_000 * case["money.usd_per_kwh"]
