"""The naive-Bayes log-count ratio of each feature: how much it speaks for a class before anything is fitted.

Wang & Manning, "Baselines and bigrams: simple, good sentiment and topic classification" (ACL 2012): a linear classifier
over features scaled by this ratio beats both naive Bayes and the unscaled classifier.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.training.rows import Rows

SMOOTHING = 2.0  # added to each count; 2 was better than 0.1, 0.5 and 1 on IMDB by 0.1 to 0.8 points
POWER = 0.8  # of the ratio's magnitude; 0.8 was better than 0.5 and 1 by 0.1 to 0.25 points


def log_count_ratio(
    rows: Rows, targets: NDArray[np.float64], weights: NDArray[np.float64], smoothing: float = SMOOTHING
) -> NDArray[np.float32]:
    """(K, D) sign(r) |r|^POWER with r = log(share of the feature in class d / share in the others).

    rows (n, K); targets (n, D) probability of class d (D = 1: of the second of two classes); weights (n,).
    """
    inside = rows.T @ (targets * weights[:, None]).astype(np.float32) + smoothing
    outside = rows.T @ ((1.0 - targets) * weights[:, None]).astype(np.float32) + smoothing
    ratio = np.log(inside / inside.sum(0)) - np.log(outside / outside.sum(0))
    scaled: NDArray[np.float32] = (np.sign(ratio) * np.abs(ratio) ** POWER).astype(np.float32)
    return scaled
