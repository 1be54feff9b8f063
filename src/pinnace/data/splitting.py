"""``split``: which rows validate. Deterministic, per class, and with nothing the same on both sides.

A row's place depends on the hash of its own text and the seed, not on its position: rows are ordered by that hash and
the first ``fraction`` of every class validates. When rows are added later, the order of the old ones stays and only
those near the edge may change sides, so a retrained model is judged on almost the rows that judged the last one.
SplitMix64 over BLAKE2b, no random generator: the same with every version of NumPy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.data.dataset import Dataset
from pinnace.data.fingerprint import shuffle_keys
from pinnace.errors import PinnaceError

Index = NDArray[np.int64]


def split(dataset: Dataset, *, fraction: float = 0.1, seed: int = 0) -> tuple[Index, Index]:
    """(training, validation): two ascending index arrays that together hold every row once.

    Rows of the same folded text, or of the same group, form a unit and stay together. Every class with at least two
    units has a row on each side, however small ``fraction``. Unlabelled rows train. Raises ``usage.fraction`` outside
    (0, 1).
    """
    if not 0.0 < fraction < 1.0:
        raise PinnaceError(
            "usage.fraction",
            what=f"the validation fraction is {fraction}",
            hint="give a number between 0 and 1, such as 0.1",
        )
    units = unit_of_rows(dataset)
    count = int(units.max()) + 1 if len(units) else 0
    classes = max(len(dataset.classes), 1)
    labelled = dataset.labels >= 0
    content = np.zeros((count, classes), np.int64)  # rows of each class in each unit
    np.add.at(content, (units[labelled], dataset.labels[labelled]), 1)
    validates = choose_units(content, unit_order(dataset, units, count, seed), fraction)
    side = validates[units] & labelled if count else np.zeros(0, bool)
    return np.flatnonzero(~side), np.flatnonzero(side)


def unit_of_rows(dataset: Dataset) -> Index:
    """(n,) unit of each row, numbered from 0: connected by equal fingerprints and equal groups."""
    unique, units = np.unique(dataset.fingerprints, return_inverse=True)
    if dataset.groups is None:
        return units.astype(np.int64)
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    grouped = np.flatnonzero(dataset.groups >= 0)
    texts, groups = len(unique), int(dataset.groups.max(initial=-1)) + 1
    edges = (np.ones(len(grouped), np.int8), (units[grouped], texts + dataset.groups[grouped]))
    _, component = connected_components(coo_array(edges, shape=(texts + groups,) * 2), directed=False)
    return np.unique(component[units], return_inverse=True)[1].astype(np.int64)


def unit_order(dataset: Dataset, units: Index, count: int, seed: int) -> Index:
    """(count,) units from first to last: by the smallest key of their rows, so that a unit's place is its own."""
    keys = np.full(count, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(keys, units, shuffle_keys(dataset.fingerprints, seed))
    return np.argsort(keys, kind="stable").astype(np.int64)


def choose_units(content: NDArray[np.int64], order: Index, fraction: float) -> NDArray[np.bool_]:
    """(count,) which units validate.

    Walks the units in ``order`` and takes each that brings the classes closer to their quotas than leaving it would,
    and that leaves every class a row to train on. For units of one row that is: the first rows of each class up to
    its quota.
    """
    total = content.sum(axis=0)
    missing = np.clip(np.rint(fraction * total).astype(np.int64), np.minimum(1, total - 1), np.maximum(total - 1, 0))
    missing = np.maximum(missing, 0)
    training = total.copy()
    taken = np.zeros(len(content), bool)
    for unit in order:
        present = np.flatnonzero(content[unit])
        rows = content[unit, present]
        if not len(present):
            continue
        gain = np.abs(missing[present]).sum() - np.abs(missing[present] - rows).sum()
        if gain > 0 and np.all(training[present] > rows):
            taken[unit] = True
            missing[present] -= rows
            training[present] -= rows
    return ensure_every_class(content, order, taken)


def ensure_every_class(content: NDArray[np.int64], order: Index, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Give each class that has no row in validation its smallest unit that no class needs for training."""
    for label in np.flatnonzero(content[taken].sum(axis=0) == 0):
        training = content[~taken].sum(axis=0)
        holding = [unit for unit in order if content[unit, label] and not taken[unit]]
        for unit in sorted(holding, key=lambda unit: int(content[unit].sum())):
            if np.all((training > content[unit]) | (content[unit] == 0)):
                taken[unit] = True
                break
    return taken
