"""What knowing one fact would be worth: "measure this next".

The expected value of perfect information about a single fact: how much the expected loss falls when the option may be
chosen after the fact is known. Estimated from the draws, sorted by the fact and cut into bins; what shuffled draws
would give is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.comparing import losses
from pinnace.advising.facts import Fact
from pinnace.advising.rating import Rated

BINS = 20


@dataclass(frozen=True)
class Worth:
    """What it is worth to know a fact, in USD."""

    fact: Fact
    usd: float


def worth(case: Case, rated: Sequence[Rated], known: dict[str, Fact], seed: int = 0) -> list[Worth]:
    """Facts whose knowledge is worth something, the most valuable first."""
    if len(rated) < 2 or case.size <= BINS:
        return []
    lost = losses(rated)[:, 1:]  # (options, draws)
    without = lost.mean(1).min()
    noise = _bins(lost, np.random.default_rng(seed).permutation(lost.shape[1]), without)
    found = []
    for name, fact in known.items():
        column = case[name][1:]
        if fact.amount.known or column.min() == column.max():
            continue
        usd = _bins(lost, np.argsort(column, kind="stable"), without) - 2 * noise
        if usd > 0:
            found.append(Worth(fact, float(usd)))
    return sorted(found, key=lambda each: -each.usd)


def _bins(lost: np.ndarray, order: np.ndarray, without: float) -> float:
    """Expected saving when the option is chosen for each bin of draws, in that order."""
    usable = len(order) // BINS * BINS
    means = lost[:, order[:usable]].reshape(len(lost), BINS, -1).mean(2)  # (options, bins)
    return without - float(means.min(0).mean())
