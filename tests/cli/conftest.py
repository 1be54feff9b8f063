"""A package of two words, made by hand: no training, and every number in it is known."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from pinnace import packaging
from pinnace.runtime import text

BITS, MULTIPLIER = 20, 2654435769
WEIGHTS = {"great": 2048, "awful": -3072}  # in 1/1024 nat: +2 and -3 for "positive"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    grams = text.ngrams(list(WEIGHTS), words=1)
    buckets = ((grams.ids.astype(np.uint64) * MULTIPLIER) & 0xFFFFFFFF) >> (32 - BITS)
    weights = np.array(list(WEIGHTS.values()))
    order = np.argsort(buckets)
    levels = np.sort(weights)
    model = SimpleNamespace(
        classes=("negative", "positive"),
        words=1,
        chars=None,
        bits=BITS,
        multiplier=MULTIPLIER,
        buckets=buckets[order].astype(np.uint32),
        codes=np.searchsorted(levels, weights[order]).astype(np.uint8)[:, None],
        levels=levels.astype(np.int16),
        bias=np.zeros(1, np.int32),
    )
    path = tmp_path_factory.mktemp("package") / "words.pinnace"
    path.write_bytes(packaging.write(model))
    return path
