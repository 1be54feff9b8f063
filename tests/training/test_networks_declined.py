"""When no network is tried, training says why in one line and goes on with linear rungs. Needs no PyTorch."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np
import pytest

from pinnace.data import Dataset
from pinnace.errors import PinnaceError
from pinnace.training import train_text
from pinnace.training.networks import declines


def noise(rows: int) -> Dataset:
    """Labels that nothing tells."""
    random = np.random.default_rng(0)
    texts = [f"word{random.integers(50)} word{random.integers(50)} {i}" for i in range(rows)]
    return Dataset(texts, random.integers(0, 2, rows).astype(np.int32), ("a", "b"))


def without(name: str) -> Callable[..., object]:
    real = importlib.util.find_spec
    return lambda asked, *rest: None if asked == name else real(asked, *rest)


def test_without_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", without("torch"))
    assert "pinnace[train]" in (declines(100_000, 2) or "")
    result = train_text(noise(1_100), max_size=1_000, networks="auto", curve=False)
    assert "pinnace[train]" in result.verdict
    assert [rung.kind for rung in result.ladder] == ["linear"]


def test_too_few_texts_or_too_many_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda *asked: object())
    assert declines(5_000, 3) is None
    assert "too few" in (declines(999, 3) or "")
    assert "too many" in (declines(5_000, 500) or "")


def test_an_accuracy_out_of_reach_is_refused_with_the_best_figure() -> None:
    with pytest.raises(PinnaceError) as refused:
        train_text(noise(200), max_size=1_000, min_accuracy=0.95, curve=False)
    assert refused.value.code == "gate.min_accuracy"
    assert refused.value.exit_code == 1
    assert "95.00%" in refused.value.what


def test_climbing_stops_at_the_accuracy_asked_for() -> None:
    random = np.random.default_rng(1)
    labels = random.integers(0, 2, 300).astype(np.int32)
    texts = [f"{'good' if label else 'bad'} word{random.integers(300)} word{random.integers(300)}" for label in labels]
    data = Dataset(texts, labels, ("a", "b"))
    far = train_text(data, max_size=20_000, curve=False)
    near = train_text(data, max_size=20_000, min_accuracy=0.9, curve=False)
    assert len(near.ladder) == 1 <= len(far.ladder)
    assert near.accuracy >= 0.9
