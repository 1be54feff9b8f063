"""What a month costs under a vendor's rules: marginal bands, units free at first, whole machines."""

from __future__ import annotations

import math

import numpy as np

from pinnace.advising.book import Price
from pinnace.advising.case import HOURS, Case


def marginal(units: np.ndarray, bands: list[tuple[float, float]]) -> np.ndarray:
    """USD for `units` of any shape; each unit costs what its own band says, so no bill falls or jumps at a border."""
    total, below = np.zeros_like(units), 0.0
    for upto, usd in bands:
        total += usd * np.clip(units - below, 0, upto - below)
        below = upto
    return total


def monthly(case: Case, price: Price, units: np.ndarray) -> np.ndarray:
    """(D,) USD over the horizon for (D, H) units in each month."""
    borders = [upto for upto, _ in price.bands if math.isfinite(upto)]
    if price.trial:
        free = np.where(np.arange(case.months) < price.trial.months, price.trial.units, 0.0)
        borders = [*borders, 0.0]
        units = units - free
        case.mark(units, borders)
        units = np.maximum(units, 0)
    elif borders:
        case.mark(units, borders)
    return marginal(units, price.bands).sum(1) * case.factor(price)


def machines(case: Case, busy: np.ndarray) -> np.ndarray:
    """(D, H) whole machines for `busy` (D, H) machines' worth of work at the peak; never fewer than one."""
    case.mark(busy)
    return np.maximum(np.ceil(busy - 1e-9), 1.0)


def hourly(case: Case, price: Price, count: np.ndarray) -> np.ndarray:
    """(D,) USD over the horizon for (D, H) machines that run day and night."""
    return count.sum(1) * HOURS * price.bands[0][1] * case.factor(price)
