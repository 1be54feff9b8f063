"""A small model cut from a ranking: what a bit of its weights may cost, and which weights are fitted again."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.runtime.text import Grams
from pinnace.training import student
from pinnace.training.examples import Examples
from pinnace.training.features import Features
from pinnace.training.logistic import Weights
from pinnace.training.quantise import PRICE
from pinnace.training.ranking import Ranking
from pinnace.training.student import MANY, MOST, bit_price, cut


def test_weights_grow_finer_with_the_number_of_features() -> None:
    for taught in (False, True):
        prices = [bit_price(kept, taught) for kept in (1_000, MANY - 1, MANY, MOST - 1, MOST, 10 * MOST)]
        assert prices == sorted(prices, reverse=True) and prices[-1] < prices[0]
    assert bit_price(1_000, taught=True) < bit_price(1_000, taught=False) == PRICE


@pytest.mark.parametrize("known", [False, True])
def test_many_weights_that_a_teacher_knows_are_kept(known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(student, "MANY", 40)
    random = np.random.default_rng(0)
    ids = np.sort(random.choice(1 << 32, 80, replace=False).astype(np.uint32))
    own = random.normal(size=(80, 1)).astype(np.float32)
    grams = Grams(np.concatenate([random.choice(ids, 20, replace=False) for _ in range(300)]), np.arange(301) * 20)
    targets = random.integers(0, 2, (300, 1)).astype(np.float64)  # that say nothing of the weights
    ranking = Ranking(ids, Weights(own, np.zeros(1)), np.full(80, 75.0), np.arange(80), known)
    made = cut(ranking, 60, Examples(grams, targets, np.ones(300)), Features(1), bits=24, multiplier=1, taught=True)
    kept = own[np.isin(ids, ids[:60]) if known else np.isin(ids >> 8, made.buckets)]
    assert len(made.buckets) == 60
    assert (np.abs(made.weights.values - kept) < 1e-6).all() == known
