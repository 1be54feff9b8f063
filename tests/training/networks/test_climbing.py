"""The ladder with networks: a probe that tells where order matters from where it does not, and what is then chosen."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from word_order import bags, orders  # noqa: E402

from pinnace.runtime import Package  # noqa: E402
from pinnace.training import train_text  # noqa: E402


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
