"""``split``: which rows validate. Deterministic, per class, and with nothing the same on both sides.

A row's place depends on the hash of its own text and the seed, not on its position: rows are ordered by that hash and
the first ``fraction`` of every class validates. When rows are added later, the order of the old ones stays and only
those near the edge may change sides, so a retrained model is judged on almost the rows that judged the last one.
SplitMix64 over BLAKE2b, no random generator: the same with every version of NumPy.
"""

from __future__ import annotations

from collections import Counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pinnace.data.fingerprint import shuffle_keys
from pinnace.errors import PinnaceError

Index = NDArray[np.int64]
Content = dict[int, dict[int, int]]  # unit -> class -> rows


class Splittable(Protocol):
    """What a split looks at: labels (n,), groups (n,) or None, fingerprints (n,) that are equal for what repeats."""

    def __len__(self) -> int: ...
    @property
    def labels(self) -> NDArray[np.int32]: ...
    @property
    def groups(self) -> NDArray[np.int64] | None: ...
    @property
    def fingerprints(self) -> NDArray[np.uint64]: ...


def split(dataset: Splittable, *, fraction: float = 0.1, seed: int = 0) -> tuple[Index, Index]:
    """(training, validation): two ascending index arrays that together hold every row once.

    Rows of the same folded text, pictures that look alike, and rows of the same group form a unit and stay together.
    Every class with at least two units has a row on each side, however small ``fraction``. Unlabelled rows train.
    Raises ``usage.fraction`` outside (0, 1).
    """
    if not 0.0 < fraction < 1.0:
        raise PinnaceError(
            "usage.fraction",
            what=f"the validation fraction is {fraction}",
            where="split",
            hint="give a number between 0 and 1, such as 0.1",
        )
    units = unit_of_rows(dataset)
    labelled = np.flatnonzero(dataset.labels >= 0)
    content = unit_content(units[labelled], dataset.labels[labelled])
    validates = choose_units(content, unit_order(dataset, units, seed), fraction)
    side = np.zeros(len(dataset), bool)
    side[labelled] = np.isin(units[labelled], validates)
    return np.flatnonzero(~side), np.flatnonzero(side)


def unit_of_rows(dataset: Splittable) -> Index:
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


def unit_order(dataset: Splittable, units: Index, seed: int) -> list[int]:
    """Units from first to last: by the smallest key of their rows, so that a unit's place is its own."""
    keys = np.full(int(units.max(initial=-1)) + 1, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(keys, units, shuffle_keys(dataset.fingerprints, seed))
    return list(map(int, np.argsort(keys, kind="stable")))


def unit_content(units: Index, labels: NDArray[np.int32]) -> Content:
    """Rows of each class in each unit that has labelled rows."""
    content: Content = {}
    for unit, label in zip(units.tolist(), labels.tolist(), strict=True):
        rows = content.get(unit)
        if rows is None:
            content[unit] = {label: 1}
        else:
            rows[label] = rows.get(label, 0) + 1
    return content


def choose_units(content: Content, order: list[int], fraction: float) -> list[int]:
    """The units that validate.

    Walks the units in ``order`` and takes each that brings the classes closer to their quotas than leaving it would,
    and that leaves every class a row to train on. For units of one row that is: the first rows of each class up to its
    quota. A class of two or more rows has a quota of at least one, and of one less than all at most.
    """
    training: Counter[int] = Counter()
    for rows in content.values():
        training.update(rows)
    missing = {label: max(min(round(fraction * n), n - 1), min(1, n - 1)) for label, n in training.items()}
    taken: list[int] = []

    def take(unit: int) -> None:
        taken.append(unit)
        for label, n in content[unit].items():
            missing[label] -= n
            training[label] -= n

    ordered = [unit for unit in order if unit in content]
    for unit in ordered:
        rows = content[unit]
        closer = sum(abs(missing[label]) - abs(missing[label] - n) for label, n in rows.items())
        if closer > 0 and all(training[label] > n for label, n in rows.items()):
            take(unit)

    # A class whose units were all too large for its quota still validates: with its smallest that training can spare.
    present = {label for unit in taken for label in content[unit]}
    for label in sorted(training.keys() - present):
        left = [unit for unit in ordered if label in content[unit]]
        for unit in sorted(left, key=lambda unit: sum(content[unit].values())):
            if all(training[other] > n for other, n in content[unit].items()):
                take(unit)
                break
    return taken
