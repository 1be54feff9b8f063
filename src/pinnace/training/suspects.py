"""Rows whose label looks wrong: a model that has not seen them is confident of another class.

Northcutt, Jiang & Chuang, "Confident learning: estimating uncertainty in dataset labels" (JAIR 2021): a row is suspect
when the chance of another class is at least the mean chance that rows of that class get.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.log_count_ratio import log_count_ratio
from pinnace.training.logistic import chances, fit
from pinnace.training.rows import Rows

FOLDS = 5
MOST = 100
CLEAR = 0.5  # the other class must be likelier by this much


@dataclass(frozen=True)
class Suspect:
    """Row `row` of the training data is labelled `given`; a model that has not seen it says `likely` with `chance`."""

    row: int
    given: str
    likely: str
    chance: float


def out_of_fold(rows: Rows, targets: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """(n, D) chances of each text by models fitted on the other folds."""
    n = rows.shape[0]
    folds = np.random.default_rng([seed, 0x5059]).permutation(np.arange(n) % FOLDS)
    found = np.zeros(targets.shape)
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if not len(inside) or not len(outside):
            continue
        ones = np.ones(len(inside))
        scale = log_count_ratio(rows[inside], targets[inside], ones)
        found[outside] = chances(
            fit(rows[inside], targets[inside], ones, scale, strength=1e-3, iterations=15).scores(rows[outside])
        )
    return found


def suspects(
    given: NDArray[np.int32], chance: NDArray[np.float64], classes: tuple[str, ...], rows: NDArray[np.int64]
) -> list[Suspect]:
    """The clearest first, at most MOST: given (n,) labels, chance (n, D) out of fold, rows (n,) what to call them."""
    every = np.concatenate([1.0 - chance, chance], axis=1) if chance.shape[1] == 1 else chance
    own = every[np.arange(len(given)), given]
    usual = np.array([own[given == c].mean() if (given == c).any() else 1.0 for c in range(len(classes))])
    other = every.copy()
    other[np.arange(len(given)), given] = -1.0
    likely = np.argmax(other, axis=1)
    best = other[np.arange(len(given)), likely]
    flagged = np.flatnonzero((best >= usual[likely]) & (best - own >= CLEAR))
    flagged = flagged[np.argsort(-(best - own)[flagged], kind="stable")][:MOST]
    return [Suspect(int(rows[i]), classes[given[i]], classes[likely[i]], float(best[i])) for i in flagged]
