"""One fact at a time, from its low to its high end: how far the cost moves, and whether another option becomes the
best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pinnace.advising.app import App
from pinnace.advising.book import Book
from pinnace.advising.case import Case
from pinnace.advising.facts import Fact
from pinnace.advising.options import Option
from pinnace.advising.rating import rate


@dataclass(frozen=True)
class Swing:
    """Cost of the chosen option with one fact low and high, and the best option at each end."""

    fact: Fact
    usd_low: float
    usd_high: float
    best_low: str
    best_high: str

    @property
    def usd(self) -> float:
        return abs(self.usd_high - self.usd_low)


def swings(app: App, book: Book, known: dict[str, Fact], options: Sequence[Option], chosen: str) -> list[Swing]:
    """Facts by how far they move the chosen option, the widest first; those that move nothing are left out."""
    open_facts = [fact for fact in known.values() if not fact.amount.known]
    if not open_facts:
        return []
    rows = 2 * len(open_facts)
    numbers = {name: np.full(rows, fact.amount.likely) for name, fact in known.items()}
    for i, fact in enumerate(open_facts):
        numbers[fact.name][2 * i], numbers[fact.name][2 * i + 1] = fact.amount.low, fact.amount.high
    rated = rate(Case(app, book, numbers), options)
    usd = np.where(np.stack([each.ok for each in rated]), np.stack([each.usd for each in rated]), np.inf)
    best = [rated[i].id if np.isfinite(usd[i, row]) else "" for row, i in enumerate(usd.argmin(0))]
    own = next(each for each in rated if each.id == chosen).usd
    found = [
        Swing(fact, float(own[2 * i]), float(own[2 * i + 1]), best[2 * i], best[2 * i + 1])
        for i, fact in enumerate(open_facts)
    ]
    moved = [swing for swing in found if swing.usd > 0.5 or {swing.best_low, swing.best_high} != {chosen}]
    return sorted(moved, key=lambda swing: -swing.usd)
