"""Where the cheapest option changes as one fact moves; exact, since every cost is made of straight pieces.

Between two kinks (a border of a tariff, one more machine, one more unit per request) the cost of each option is a
straight line in the fact. The kinks are found from the quantities that cause them, which are straight lines too; then
lines are intersected. Nothing is searched for by trial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pinnace.advising.case import Case, Kink
from pinnace.advising.costs import lines, total
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

LOOKS = 129  # places along a fact at which rivals are told from the others
INSIDE = 1e-6  # of a piece: how far from its ends it is looked at, so that a step at an end does not count
MOST_KINKS, MOST_MEETINGS = 20_000, 4_000_000
STEPPED = ("input.chars", "input.seconds")  # facts that are rounded up for each request


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end` of the fact, `option` is the cheapest."""

    start: float
    end: float
    option: str


def stretches(case: Case, fact: str, low: float, high: float, rated: Sequence[tuple[Option, Sharing]]) -> list[Stretch]:
    """Which option is cheapest from `low` to `high` of the fact. `case` has D = 1, so have the sharings.

    Raises OverflowError when there are too many kinks to look at each: look less far then.
    """
    found: list[Stretch] = []
    for start, end, rivals in _rivalries(case, fact, low, high, rated):
        for stretch in _exact(case, fact, start, end, [rated[i] for i in rivals]):
            if found and found[-1].option == stretch.option:
                found[-1] = replace(found[-1], end=stretch.end)
            else:
                found.append(stretch)
    return found


def _rivalries(
    case: Case, fact: str, low: float, high: float, rated: Sequence[tuple[Option, Sharing]]
) -> list[tuple[float, float, list[int]]]:
    """[(from, to, who may be the cheapest there)], neighbours with the same rivals joined.

    No cost falls as the fact rises, so who costs more at the start of a piece than another does at its end is dearer
    than that one throughout, and its kinks there are of no interest.
    """
    at = np.geomspace(low, high, LOOKS) if low > 0 else np.linspace(low, high, LOOKS)
    at[0], at[-1] = low, high
    usd = np.stack([along(case, fact, at, each) for each in rated])  # (options, looks)
    may_win = usd[:, :-1] <= usd[:, 1:].min(0) * (1 + 1e-9)  # (options, pieces)
    found: list[tuple[float, float, list[int]]] = []
    for piece, (start, end) in enumerate(pairwise(at.tolist())):
        rivals = np.flatnonzero(may_win[:, piece]).tolist()
        if found and found[-1][2] == rivals:
            found[-1] = (found[-1][0], end, rivals)
        else:
            found.append((start, end, rivals))
    return found


def _exact(case: Case, fact: str, low: float, high: float, rated: Sequence[tuple[Option, Sharing]]) -> list[Stretch]:
    """The stretches of rivals, from the straight pieces of their costs."""
    if len(rated) == 1:
        return [Stretch(low, high, rated[0][0].id)]
    edges = _edges(case, fact, low, high, rated)
    inner = _inside(edges)  # (pieces, 2)
    usd = np.stack([along(case, fact, inner.ravel(), each).reshape(inner.shape) for each in rated])
    slope = (usd[..., 1] - usd[..., 0]) / (inner[:, 1] - inner[:, 0])  # (options, pieces)
    base = usd[..., 0] - slope * inner[:, 0]
    return [
        Stretch(begins, ends, rated[i][0].id)
        for piece, (start, end) in enumerate(pairwise(edges.tolist()))
        for begins, ends, i in _lowest(slope[:, piece], base[:, piece], start, end)
    ]


def _lowest(slope: np.ndarray, base: np.ndarray, start: float, end: float) -> list[tuple[float, float, int]]:
    """The lower envelope of straight lines between two points: [(from, to, which line)]."""
    found: list[tuple[float, float, int]] = []
    at = start
    now = int(
        np.lexsort((slope, base + slope * start))[0]
    )  # the lowest at the start; of equals, the one that rises least
    while True:
        steeper = slope < slope[now] - 1e-15
        meets = np.full(len(slope), np.inf)
        meets[steeper] = (base[steeper] - base[now]) / (slope[now] - slope[steeper])
        meets[meets <= at] = np.inf
        following = int(np.argmin(meets))
        if not meets[following] < end:
            return [*found, (at, end, now)]
        found.append((at, float(meets[following]), now))
        at, now = float(meets[following]), following


def _edges(case: Case, fact: str, low: float, high: float, rated: Sequence[tuple[Option, Sharing]]) -> np.ndarray:
    """Every kink between low and high, with both ends: (pieces + 1,).

    The first look finds the steps of units per request; between two of those all other quantities are straight, so the
    second finds the rest. Raises OverflowError when there are more than MOST_KINKS.
    """
    edges = np.array([low, high])
    for _ in range(2):
        ends = _inside(edges).ravel()
        kinks: list[Kink] = []
        for each in rated:
            along(case, fact, ends, each, kinks)
        edges = np.unique(np.concatenate([edges, *(_solved(kink, ends) for kink in kinks)]))
        edges = edges[(edges >= low) & (edges <= high)]
        if len(edges) > MOST_KINKS:
            raise OverflowError
        if fact not in STEPPED:
            break
    return edges


def _inside(edges: np.ndarray) -> np.ndarray:
    """(pieces, 2) two points of each piece, close to its ends but not on them."""
    margin = INSIDE * np.diff(edges)
    return np.stack([edges[:-1] + margin, edges[1:] - margin], 1)


def _solved(kink: Kink, ends: np.ndarray) -> np.ndarray:
    """Where a quantity (2 × pieces, …), straight within each piece, meets a threshold inside it."""
    if kink.quantity.size * len(kink.thresholds) > MOST_MEETINGS:
        raise OverflowError
    values = kink.quantity.reshape(len(ends) // 2, 2, -1)  # (pieces, 2, H)
    x0, x1 = ends[0::2][:, None, None], ends[1::2][:, None, None]
    y0, y1 = values[:, 0, :, None], values[:, 1, :, None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        at = x0 + (kink.thresholds - y0) * (x1 - x0) / (y1 - y0)
    span = INSIDE * 2 * (x1 - x0)
    return at[np.isfinite(at) & (at >= x0 - span) & (at <= x1 + span)]


def along(
    case: Case, fact: str, at: np.ndarray, each: tuple[Option, Sharing], kinks: list[Kink] | None = None
) -> np.ndarray:
    """(n,) cost of an option with the fact at each of (n,) values and everything else as it is."""
    numbers = {name: np.full(len(at), value[0]) for name, value in case.numbers.items()} | {fact: at}
    moved = Case(case.app, case.book, numbers, {name: value[:1] for name, value in case.factors.items()}, kinks)
    shares = Sharing(np.full(len(at), each[1].server[0]), np.full(len(at), each[1].in_time[0]))
    return total(lines(moved, each[0], shares), len(at))
