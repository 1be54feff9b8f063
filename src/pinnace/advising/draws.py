"""10,000 ways in which the unknown may turn out: row 0 of every array holds the likely values, the others are drawn.

Every fact has a random stream of its own, named after it, and is stratified: the options meet the same draws, and a
fact that is added or removed changes no other.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date

import numpy as np

from pinnace.advising.amount import Amount
from pinnace.advising.app import App
from pinnace.advising.book import DOUBT, STALE_DOUBT, Book
from pinnace.advising.case import Case
from pinnace.advising.facts import ANSWER, Fact

DRAWS = 10_000


def likely(app: App, book: Book, known: dict[str, Fact]) -> Case:
    """The case of the likely values alone: D = 1."""
    return Case(app, book, {name: np.array([fact.amount.likely]) for name, fact in known.items()})


def draw(
    app: App, book: Book, known: dict[str, Fact], items: Iterable[str], today: date, draws: int = DRAWS, seed: int = 0
) -> Case:
    """The case of 1 + `draws` rows; `items` are the prices that the options use."""
    numbers = {name: _column(fact, draws, seed) for name, fact in known.items()}
    factors = {}
    for name in sorted(set(items)):
        item = book.items[name]
        doubt = DOUBT[item.confidence] + (STALE_DOUBT if book.stale(item, today) else 0.0)
        if doubt:
            span = np.log1p(doubt)
            logs = Amount(-span, 0.0, span).quantile(_shares(f"factor.{name}", draws, seed))
            factors[name] = np.concatenate([[1.0], np.exp(logs)])
    return Case(app, book, numbers, factors)


def _column(fact: Fact, draws: int, seed: int) -> np.ndarray:
    """(1 + draws,) the likely value, then the draws."""
    amount = fact.amount
    if amount.known:
        return np.full(1 + draws, amount.likely)
    shares = _shares(fact.name, draws, seed)
    drawn = np.round(shares) if fact.unit == ANSWER else amount.quantile(shares)
    return np.concatenate([[amount.likely], drawn])


def _shares(name: str, draws: int, seed: int) -> np.ndarray:
    """(draws,) one share from each of as many equal strata of 0..1, in random order."""
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return (random.permutation(draws) + random.random(draws)) / draws
