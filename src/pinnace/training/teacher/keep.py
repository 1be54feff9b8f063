"""How telling an n-gram is: its chance to be looked at while vectors are learnt, and its weight in a text's vector.

"Naive-Bayes sub-sampling": Arefyev & Voronov (2022). For more than two classes, the class that it tells most of.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.training.rows import Rows

SMOOTHING = 8.0
SLOPE = 0.8
LEAST = 0.02


def keep(rows: Rows, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """(V,) clip(SLOPE |log ratio|, LEAST, 1) of n-grams' rows (n, V), for texts with targets (n, D) probabilities.

    The ratio is of the counts inside and outside a class, as if the class had half of the texts.
    """
    n = rows.shape[0]
    found = np.full(rows.shape[1], LEAST)
    for column in targets.T:
        inside, outside = column.sum(), n - column.sum()
        if inside <= 0.0 or outside <= 0.0:
            continue
        p = rows.T @ column.astype(np.float32) * (0.5 * n / inside)
        q = rows.T @ (1.0 - column).astype(np.float32) * (0.5 * n / outside)
        np.maximum(found, SLOPE * np.abs(np.log(p + SMOOTHING) - np.log(q + SMOOTHING)), out=found)
    return np.minimum(found, 1.0)
