"""The ladder with networks: a probe that tells where order matters from where it does not, and what is then chosen."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.data import Dataset  # noqa: E402
from pinnace.runtime import Package  # noqa: E402
from pinnace.training import train_text  # noqa: E402

FILLERS = tuple(f"word{i}" for i in range(40))


def orders(rows: int, seed: int = 0) -> Dataset:
    """Class 1: "red" two words before "box"; class 0: behind. Bags of words and phrases see no difference."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, rows).astype(np.int32)
    texts = []
    for label in labels:
        words = list(random.choice(FILLERS, 14))
        at = int(random.integers(0, 12))
        words[at], words[at + 2] = ("red", "box") if label else ("box", "red")
        texts.append(" ".join(words))
    return Dataset(texts, labels, ("behind", "before"))


def bags(rows: int, seed: int = 0) -> Dataset:
    """Which of two words there is says everything."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, rows).astype(np.int32)
    texts = [" ".join([*random.choice(FILLERS, 8), ("awful", "lovely")[label]]) for label in labels]
    return Dataset(texts, labels, ("bad", "good"))


def test_where_order_matters_a_network_is_tried_and_wins() -> None:
    result = train_text(orders(1_200), max_size=3_000, networks="auto", curve=False)
    kinds = {rung.kind for rung in result.ladder}
    assert kinds & {"conv", "hybrid"}
    chosen = next(rung for rung in result.ladder if rung.chosen)
    assert chosen.kind != "linear"
    assert chosen.validation_accuracy > 0.9
    assert max(rung.validation_accuracy for rung in result.ladder if rung.kind == "linear") < 0.75
    assert abs(result.float_accuracy - result.accuracy) <= 0.01
    package = Package(result.model.shipped())
    fresh = orders(500, seed=1)
    assert (package.predict(fresh.texts).indices == fresh.labels).mean() > 0.9
    assert len(result.model.shipped()) <= 3_000
    assert chosen.rung in result.verdict


def test_where_it_does_not_no_network_is_trained() -> None:
    result = train_text(bags(1_000), max_size=1_000, networks="auto", curve=False)
    assert all(rung.kind == "linear" for rung in result.ladder)
    assert "No network was trained" in result.verdict


def test_few_texts_are_declined_with_the_reason() -> None:
    result = train_text(bags(200), max_size=1_000, networks="auto", curve=False)
    assert "200 labelled texts are too few" in result.verdict
