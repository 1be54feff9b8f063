"""How long the core takes for one text on this machine: for comparing, not for files that must come out the same."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from pinnace.runtime import Package

TEXTS = 200


def milliseconds(package: Package, texts: Sequence[str], most: int = TEXTS) -> float:
    """Median time of a prediction, over at most `most` evenly spaced texts, one at a time after a round to warm up."""
    sample = texts[:: max(1, len(texts) // most)][:most]
    if not sample:
        return 0.0
    package.predict(sample)
    took = []
    for text in sample:
        began = time.perf_counter()
        package.predict(text)
        took.append(time.perf_counter() - began)
    return 1000 * float(np.median(took))
