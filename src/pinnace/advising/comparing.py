"""How sure the ranking is: the chance that an option is the best, what choosing it may cost too much, and which are
tied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pinnace.advising.rating import Rated

TIE = 0.1  # tied when either is as good as the other in more than this share of the draws
SAME = 0.02  # of the cost: no estimate of these is better than that, so a smaller difference is none


def losses(rated: Sequence[Rated]) -> np.ndarray:
    """(options, D) USD lost against the best that will do in each draw.

    An option that will not do in a draw has been built for nothing: its own cost until then is its people's and its
    leaving, and the best is bought on top. Where nothing will do, nobody loses.
    """
    usd = np.stack([each.usd for each in rated])
    ok = np.stack([each.ok for each in rated])
    best = np.where(ok, usd, np.inf).min(0)
    wasted = np.stack([_people(each) for each in rated])
    return np.where(np.isinf(best), 0.0, np.where(ok, usd - best, wasted))


def best_chance(rated: Sequence[Rated]) -> np.ndarray:
    """(options,) share of the draws in which each will do and is the cheapest, or dearer by no more than SAME."""
    usd = np.where(np.stack([each.ok for each in rated]), np.stack([each.usd for each in rated]), np.inf)[:, 1:]
    if usd.shape[1] == 0:
        return np.zeros(len(rated))
    return np.mean(np.isfinite(usd) & (usd <= (1 + SAME) * usd.min(0)), 1)


def ties(first: Rated, others: Sequence[Rated]) -> list[Rated]:
    """Those that nobody can tell from `first`: in more than one draw of ten they are as good, and in one of ten not
    better."""
    tied = []
    for other in others:
        both = (other.ok & first.ok)[1:]
        if both.any():
            theirs, ours = other.usd[1:][both], first.usd[1:][both]
            if (theirs <= (1 + SAME) * ours).mean() > TIE and (ours <= (1 + SAME) * theirs).mean() > TIE:
                tied.append(other)
    return tied


def interval(usd: np.ndarray) -> tuple[float, float]:
    """The 10th and the 90th of a hundred of the draws."""
    low, high = np.percentile(usd[1:] if len(usd) > 1 else usd, [10, 90])
    return float(low), float(high)


def _people(rated: Rated) -> np.ndarray:
    kinds = ("people", "leaving")
    return sum((line.usd for line in rated.bill if line.component in kinds), np.zeros_like(rated.usd))
