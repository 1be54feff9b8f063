"""An option with its numbers: what it costs, whether it will do, how fast it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pinnace.advising import constraints, sharing
from pinnace.advising.case import Case
from pinnace.advising.constraints import Verdict
from pinnace.advising.costs import COMPONENTS, Line, Memo, lines, total
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

ONE_SIDED = 0.005  # of the predictions


@dataclass(frozen=True)
class Rated:
    """`usd` (D,) over the horizon, `bill` its lines, `verdicts` one for each constraint that bears on it."""

    option: Option
    usd: np.ndarray
    bill: tuple[Line, ...]
    verdicts: tuple[Verdict, ...]
    sharing: Sharing

    @property
    def id(self) -> str:
        return self.option.id

    @property
    def feasible(self) -> bool:
        """At the likely values."""
        return all(verdict.holds for verdict in self.verdicts)

    @property
    def one_sided(self) -> bool:
        """A hybrid of which one side would answer nothing: not worth showing beside the option of the other side
        alone."""
        share = float(self.sharing.server[0])
        return self.option.hybrid and not ONE_SIDED < share < 1 - ONE_SIDED

    @property
    def ok(self) -> np.ndarray:
        """(D,) whether everything holds in each draw."""
        return np.logical_and.reduce([verdict.ok for verdict in self.verdicts] or [np.ones(len(self.usd), bool)])

    @property
    def components(self) -> dict[str, float]:
        """USD of each kind of cost at the likely values; they sum to the whole."""
        return {name: sum(float(line.usd[0]) for line in self.bill if line.component == name) for name in COMPONENTS}

    @property
    def prices(self) -> list[str]:
        """The prices of the book that its bill comes from."""
        return sorted({line.price for line in self.bill if line.price})


def rate(case: Case, options: Iterable[Option]) -> list[Rated]:
    """Every option with its numbers."""
    limit, target = constraints.within_ms(case), case.app.needs.in_time
    shared: dict[tuple[str, ...], Sharing] = {}
    memo: Memo = {}
    rated = []
    for option in options:
        if option.place not in shared:
            shared[option.place] = sharing.solve(case, option, limit, target)
        share = shared[option.place]
        bill = lines(case, option, share, memo)
        verdicts = constraints.judge(case, option, share)
        rated.append(Rated(option, total(bill, case.size), tuple(bill), tuple(verdicts), share))
    return rated


def ranked(rated: Sequence[Rated]) -> list[Rated]:
    """Those that will do at the likely values, the cheapest first; of equals, the one named first."""
    return sorted((each for each in rated if each.feasible), key=lambda each: float(each.usd[0]))
