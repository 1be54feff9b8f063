"""The estimate of a package's size against the coder."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.packaging.writer import coded_size
from pinnace.training.coded import estimated_size
from pinnace.training.model import SparseLinear


@pytest.mark.parametrize(("kept", "columns", "bits"), [(300, 1, 16), (2800, 1, 20), (600, 4, 18)])
def test_the_estimate_is_close(kept: int, columns: int, bits: int) -> None:
    random = np.random.default_rng(0)
    levels = (np.arange(-8, 9) * 50).astype(np.int16)
    shares = np.exp(-np.abs(np.arange(-8, 9)) / 2.0)
    model = SparseLinear(
        tuple(f"class {i}" for i in range(max(2, columns))),
        2,
        None,
        bits,
        2654435761,
        np.sort(random.choice(1 << bits, kept, replace=False)).astype(np.uint32),
        random.choice(17, (kept, columns), p=shares / shares.sum()).astype(np.uint8),
        levels,
        np.zeros(columns, np.int32),
    )
    assert estimated_size(model) == pytest.approx(coded_size(model), rel=0.08)
