"""What a package will weigh, from the entropy of its numbers: close to the coder's own count, and far faster."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from pinnace.training.model import SparseLinear

LEARNING = 24.0  # bits that an adaptive context spends on each symbol before it knows its share


def estimated_size(model: SparseLinear) -> int:
    """Bytes of the package, within a percent or so."""
    kept, buckets = len(model.buckets), float(2**model.bits)
    gaps = (gammaln(buckets + 1) - gammaln(kept + 1) - gammaln(buckets - kept + 1)) / np.log(2)
    # The coder's context is how many weights of the row so far are not zero: 0, 1, or more.
    zero = np.flatnonzero(model.levels == 0)
    full = (~np.isin(model.codes, zero)).astype(np.int64)
    others = np.minimum(np.cumsum(full, axis=1) - full, 2)
    symbols = len(model.levels)
    counts = np.bincount((others * symbols + model.codes).ravel(), minlength=3 * symbols).reshape(3, -1)
    totals = counts.sum(1, keepdims=True)
    codes = (
        float((counts * -np.log2(np.maximum(counts, 1) / np.maximum(totals, 1))).sum()) + LEARNING * (counts > 0).sum()
    )
    fixed = 60 + 2 * symbols + 4 * len(model.bias) + sum(len(label.encode()) + 1 for label in model.classes)
    return int(fixed + (gaps + codes) / 8)
