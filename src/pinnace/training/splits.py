"""Which labelled rows train and which validate, once or several times."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pinnace.data import Dataset, split

Split: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]
"""(training, validation): positions within the labelled rows."""

SMALL = 3_000  # labelled rows below which settings are chosen and rungs judged on several splits
SPLITS_SMALL, SPLITS_MIDDLE, MIDDLE = 5, 2, 10_000


def validation_share(rows: int) -> float:
    """A fifth of the labelled rows validates, at most 10,000."""
    return min(0.2, 10_000 / max(rows, 1))


def split_rows(train: Dataset, seed: int) -> list[Split]:
    """Positions within the labelled rows, (training, validation); small sets are split several times."""
    rows = np.flatnonzero(train.labels >= 0)
    n = len(rows)
    times = SPLITS_SMALL if n < SMALL else SPLITS_MIDDLE if n < MIDDLE else 1
    place = np.full(len(train), -1, np.int64)
    place[rows] = np.arange(n)
    found = []
    for i in range(times):
        inside, outside = split(train, fraction=validation_share(n), seed=seed + 7919 * i)
        inside, outside = place[inside], place[outside]
        found.append((inside[inside >= 0], outside[outside >= 0]))
    return found
