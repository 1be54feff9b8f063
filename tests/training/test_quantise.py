"""Levels: few, ascending, near the weights; zero kept for many classes; a price buys shorter codes."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.training.quantise import LEVELS, LEVELS_MANY, quantise


def entropy(codes: np.ndarray) -> float:
    shares = np.bincount(codes.ravel()) / codes.size
    return float(-(shares[shares > 0] * np.log2(shares[shares > 0])).sum())


def test_levels_are_few_ascending_and_near() -> None:
    values = np.random.default_rng(0).laplace(size=(3000, 1)).astype(np.float32)
    made = quantise(values, np.ones(3000))
    assert len(made.levels) <= LEVELS
    assert (np.diff(made.levels) > 0).all()
    assert np.square(made.values - values).mean() < 0.04 * np.square(values).mean()


def test_several_columns_have_a_zero() -> None:
    values = np.random.default_rng(0).laplace(size=(500, 4)).astype(np.float32)
    values[:, 1] = 0.0
    made = quantise(values, np.ones(500))
    assert len(made.levels) <= LEVELS_MANY
    assert (made.values[:, 1] == 0.0).all()


def test_a_price_buys_shorter_codes() -> None:
    values = np.random.default_rng(0).laplace(size=(3000, 1)).astype(np.float32)
    free, dear = quantise(values, np.ones(3000), price=0.0), quantise(values, np.ones(3000), price=100.0)
    assert entropy(dear.codes) < entropy(free.codes) - 0.1


def test_frequent_features_are_closer() -> None:
    values = np.random.default_rng(0).laplace(size=(2000, 1)).astype(np.float32)
    counts = np.where(np.arange(2000) < 100, 1000.0, 1.0)
    error = np.square(quantise(values, counts).values - values)
    assert error[:100].mean() < error[100:].mean()


def test_one_weight_and_none_that_differ() -> None:
    assert quantise(np.full((1, 1), 0.5, np.float32), np.ones(1)).values[0, 0] == np.float32(0.5)
    assert (quantise(np.zeros((5, 1), np.float32), np.ones(5)).values == 0.0).all()


def test_more_levels_are_closer_and_never_more_than_asked_for() -> None:
    values = np.random.default_rng(0).laplace(size=(20_000, 1)).astype(np.float32)
    few, many = (quantise(values, np.ones(20_000), price=0.0, levels=count) for count in (16, 64))
    assert len(few.levels) <= 16 < len(many.levels) <= 64
    assert np.square(many.values - values).mean() < 0.2 * np.square(few.values - values).mean()


@pytest.mark.parametrize("columns", [1, 3])
def test_no_more_levels_than_a_package_may_have(columns: int) -> None:
    values = np.random.default_rng(4).normal(size=(5_000, columns)).astype(np.float32)
    found = quantise(values, np.ones(5_000), price=0.0, levels=64)
    assert 60 <= len(found.levels) <= 64
