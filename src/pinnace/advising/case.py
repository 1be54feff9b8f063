"""One or many sets of numbers to compute with: D of them at once, so that 10,000 draws cost little more than one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from pinnace.advising.app import App
from pinnace.advising.book import Book, Price

DAYS = 365.25 / 12  # in a month
HOURS = 730.0  # in a month, as vendors count
BUSY_SECONDS = 86_400.0  # a day
CHARS_PER_TOKEN = 4.0  # assumed, for English
ANSWER_TOKENS = 5.0
MOST_STEPS = 100_000


@dataclass(frozen=True)
class Kink:
    """A quantity (D, …) on which cost depends with a kink or a step at each of the thresholds."""

    quantity: np.ndarray
    thresholds: np.ndarray


@dataclass(frozen=True)
class Case:
    """numbers: fact name -> (D,). factors: price id -> (D,), how far the price is off; 1 where it is not named."""

    app: App
    book: Book
    numbers: Mapping[str, np.ndarray]
    factors: Mapping[str, np.ndarray] = field(default_factory=dict)
    kinks: list[Kink] | None = None  # filled while costs are computed, for crossovers

    def __getitem__(self, name: str) -> np.ndarray:
        """(D,) a fact."""
        return self.numbers[name]

    @property
    def months(self) -> int:
        return self.app.horizon_months

    @cached_property
    def size(self) -> int:
        """D."""
        return len(next(iter(self.numbers.values())))

    @cached_property
    def users(self) -> np.ndarray:
        """(D, H) users in each month."""
        return self["use.users"][:, None] * (1 + self["use.growth"])[:, None] ** np.arange(self.months)

    @cached_property
    def requests(self) -> np.ndarray:
        """(D, H) predictions in each month."""
        return self.users * (self["use.requests"] * DAYS)[:, None]

    def units(self, price: Price) -> np.ndarray:
        """(D,) units that one prediction is billed for, each rounded up by itself."""
        if price.per == "tokens_in":
            return self["input.chars"] / CHARS_PER_TOKEN + self["input.prompt_tokens"]
        if price.per == "tokens_out":
            return np.full(self.size, ANSWER_TOKENS)
        if price.per not in ("chars", "seconds"):
            return np.ones(self.size)
        measured = self[f"input.{price.per}"] / price.size
        self.mark(measured)
        # A billionth less: 1,000 characters that arrived as 1000.0000000001 are one unit.
        return np.maximum(np.ceil(measured - 1e-9), max(price.min_units, 1.0))

    def factor(self, price: Price) -> np.ndarray:
        """(D,) what to multiply a price with: its doubt, and its place in its range."""
        factor = np.asarray(self.factors.get(price.id, 1.0))
        if (drawn := self.numbers.get(f"price.{price.id}")) is not None and price.price:
            factor = factor * drawn / price.price
        return factor

    def mark(self, quantity: np.ndarray, thresholds: Sequence[float] | None = None) -> None:
        """Remember where cost has kinks, by default at every whole number; only while crossovers are sought.

        Raises OverflowError when there are more than MOST_STEPS of them.
        """
        if self.kinks is None:
            return
        if thresholds is None:
            top = float(np.max(quantity)) + 1
            if not top < MOST_STEPS:
                raise OverflowError
            thresholds = range(1, int(top) + 1)
        self.kinks.append(Kink(quantity, np.asarray(thresholds, float)))
