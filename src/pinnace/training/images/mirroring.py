"""Answers that are the mean of two: to a picture, and to its mirror image: the same weights, twice the time.

Where mirrored pictures are trained on, both answers are as good, and they do not err alike (A. Krizhevsky et al.,
"ImageNet classification with deep convolutional neural networks", 2012, averages over crops and reflections so).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.training.images.fitting import Fitted, scores_of
from pinnace.training.logistic import predicted


def pays(fitted: Fitted, seen: NDArray[np.uint8], truth: NDArray[np.int32], least: float) -> bool:
    """At least so much more accuracy on the held-back pictures (n, H, W, 3), and more than chance: a standard error."""
    one, other = scores_of(fitted.network, seen), scores_of(fitted.network, np.ascontiguousarray(seen[:, :, ::-1]))
    gained = (predicted((one + other) / 2) == truth).astype(float) - (predicted(one) == truth)
    return bool(gained.any() and gained.mean() >= max(least, gained.std() / max(len(truth), 1) ** 0.5))


def look_both_ways(fitted: Fitted, both: bool) -> None:
    """The same for the network in real numbers: what integers lose is told by equals."""
    fitted.network.mirrored = fitted.real.mirrored = both
