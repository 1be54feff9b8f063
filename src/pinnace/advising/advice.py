"""The whole advice: facts in, one recommendation with everything that speaks for and against it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from pinnace.advising import comparing, crossovers, information, pareto, relaxing, tornado
from pinnace.advising.app import App
from pinnace.advising.book import Book, Price, changed, load
from pinnace.advising.case import Case
from pinnace.advising.crossovers import Stretch
from pinnace.advising.draws import DRAWS, draw, likely
from pinnace.advising.facts import ANSWER, Fact, facts
from pinnace.advising.options import Option, enumerate_options
from pinnace.advising.rating import Rated, ranked, rate
from pinnace.advising.sharing import Sharing
from pinnace.advising.speed import Speed, speed

DRIVERS = ("use.users", "use.requests", "input.chars", "model.bytes", "model.updates", "money.usd_per_hour")
HOME = ("nobody", "own", "rented", "hosted")
SHORTER = 6  # times that the reach is shortened
REACH = 10.0  # crossovers are sought this far beyond a fact's own range


@dataclass(frozen=True)
class Advice:
    """`rated` is every option over the draws (row 0: the likely values), or at row 0 alone where a need rules it
    out."""

    app: App
    book: Book
    facts: dict[str, Fact]
    case: Case
    rated: list[Rated]
    today: date
    seed: int

    @cached_property
    def ranking(self) -> list[Rated]:
        """Those that will do, the cheapest first."""
        return ranked(self.rated)

    @property
    def best(self) -> Rated | None:
        """The recommendation; None when nothing will do.

        The cheapest; of those who predict in the same place for the same cost, the one that trains nearest to home.
        """
        if not self.ranking:
            return None
        cheapest = self.ranking[0]
        most = (1 + comparing.SAME) * cheapest.usd[0]
        same = [each for each in self.ranking if each.option.place == cheapest.option.place and each.usd[0] <= most]
        return min(same, key=lambda each: HOME.index(each.option.train))

    @cached_property
    def ties(self) -> list[Rated]:
        """Those that cannot be told from the best."""
        best = self.best
        return comparing.ties(best, [each for each in self.ranking if each is not best]) if best else []

    @cached_property
    def runner_up(self) -> Rated | None:
        """The next that predicts in another way: who trains is a smaller question."""
        best = self.best
        others = (each for each in self.ranking if best and each.option.predict != best.option.predict)
        return next((each for each in others if not each.one_sided), None)

    @cached_property
    def contenders(self) -> list[Rated]:
        """Those that will do at the likely values or in some of the draws."""
        return [each for each in self.rated if each.ok.any()]

    @cached_property
    def chances(self) -> dict[str, float]:
        """Option -> chance that it will do and is the cheapest, within 2 %."""
        found = comparing.best_chance(self.contenders) if self.contenders else np.zeros(0)
        return {each.id: float(chance) for each, chance in zip(self.contenders, found, strict=True)}

    @cached_property
    def regrets(self) -> dict[str, float]:
        """Option -> expected USD lost by choosing it now instead of knowing everything."""
        lost = comparing.losses(self.contenders) if self.contenders else np.zeros((0, 1))
        return {each.id: float(row[1:].mean()) for each, row in zip(self.contenders, lost, strict=True)}

    @cached_property
    def likely(self) -> Case:
        return likely(self.app, self.book, self.facts)

    @cached_property
    def speeds(self) -> dict[str, Speed]:
        by_place: dict[tuple[str, ...], Speed] = {}
        for each in self.rated:
            if each.option.place not in by_place:
                by_place[each.option.place] = speed(self.likely, each)
        return {each.id: by_place[each.option.place] for each in self.rated}

    @cached_property
    def pareto(self) -> list[str]:
        """Options that will do and that no other beats in cost, waiting, exposure and work at once."""
        rows = [
            [each.usd[0], self.speeds[each.id].p95_ms, pareto.exposure(each.option), each.components["people"]]
            for each in self.ranking
        ]
        return pareto.best([each.id for each in self.ranking], np.array(rows)) if rows else []

    @cached_property
    def crossovers(self) -> dict[str, list[Stretch]]:
        """Fact -> which option is the cheapest along it, for the facts along which that changes."""
        pairs = [(each.option, each.sharing) for each in _distinct(self.ranking)]
        found = {}
        for name in DRIVERS:
            amount = self.facts[name].amount
            if name == "use.users" and set(self.app.task.platforms) <= {"server", "python"}:
                continue  # nobody counts the users of a program: its predictions are the fact
            if len(pairs) < 2 or amount.high <= 0:
                continue
            along = self._along(name, amount.low / REACH, amount.high * REACH, pairs)
            if len(along) > 1:
                found[name] = along
        return found

    def _along(self, name: str, low: float, high: float, pairs: list[tuple[Option, Sharing]]) -> list[Stretch]:
        """As far as the machines can be counted one by one."""
        for _ in range(SHORTER):
            try:
                return crossovers.stretches(self.likely, name, low, high, pairs)
            except OverflowError:
                high = (low * high) ** 0.5 if low > 0 else high / 10
        return []

    @cached_property
    def swings(self) -> list[tornado.Swing]:
        options = [each.option for each in self.contenders]
        return tornado.swings(self.app, self.book, self.facts, options, self.best.id) if self.best else []

    @cached_property
    def measure_next(self) -> list[information.Worth]:
        return information.worth(self.case, self.contenders, self.facts, self.seed)

    @cached_property
    def relaxations(self) -> list[relaxing.Relaxation]:
        """Empty when something will do."""
        return [] if self.ranking else relaxing.relaxations(self.likely, self.rated)

    @cached_property
    def used_prices(self) -> list[Price]:
        """Every price that the bill of a contender comes from."""
        shown = self.ranking or self.rated
        return [self.book.items[name] for name in sorted({name for each in shown for name in each.prices})]

    @cached_property
    def stale_prices(self) -> list[Price]:
        return [price for price in self.used_prices if self.book.stale(price, self.today)]

    def marks(self, rated: Rated) -> list[str]:
        """What is doubtful about the prices of an option: `recalled: aws.transcribe`, `stale: aws.egress`."""
        prices = [self.book.items[name] for name in rated.prices]
        doubtful = [
            f"{price.confidence}: {price.id}" for price in prices if price.confidence in ("recalled", "assumed")
        ]
        return doubtful + [f"stale: {price.id}" for price in prices if self.book.stale(price, self.today)]


def advise(
    app: App,
    *,
    book: Book | None = None,
    folder: Path | None = None,
    measured: frozenset[str] = frozenset(),
    today: date | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Advice:
    """The advice for an app. `folder` is where its file of price changes lies; `measured` names facts of a package.

    Raises PinnaceError: advise.app, advise.prices.
    """
    today = today or datetime.now(UTC).date()
    if book is None:
        book = load((folder or Path()) / app.prices if app.prices else None)
    book = changed(book, app.choose, app.networks, app.devices, "app.toml")
    known = facts(app, book, measured)
    options = enumerate_options(app, book)
    first = rate(likely(app, book, known), options)
    used = {name for each in first for name in each.prices}
    case = draw(app, book, known, used, today, draws, seed)
    open_ones = [each.option for each in first if not hopeless(each, known)]
    drawn = {each.id: each for each in rate(case, open_ones)}
    return Advice(app, book, known, case, [drawn.get(each.id, each) for each in first], today, seed)


def hopeless(rated: Rated, known: dict[str, Fact]) -> bool:
    """A need that is certain rules the option out in every draw, so none has to be computed."""
    return any(
        not verdict.holds
        and (verdict.flip not in known or (known[verdict.flip].unit == ANSWER and known[verdict.flip].amount.known))
        for verdict in rated.verdicts
    )


def _distinct(ranking: list[Rated]) -> list[Rated]:
    """One of each way to predict, the cheapest: who trains moves no crossover that anybody could see."""
    found: dict[tuple[str, ...], Rated] = {}
    for each in ranking:
        if not each.one_sided:
            found.setdefault(each.option.place, each)
    return list(found.values())
