"""A small model cut from a ranking: what a bit of its weights may cost."""

from __future__ import annotations

from pinnace.training.quantise import PRICE
from pinnace.training.student import MANY, MOST, bit_price


def test_weights_grow_finer_with_the_number_of_features() -> None:
    for taught in (False, True):
        prices = [bit_price(kept, taught) for kept in (1_000, MANY - 1, MANY, MOST - 1, MOST, 10 * MOST)]
        assert prices == sorted(prices, reverse=True) and prices[-1] < prices[0]
    assert bit_price(1_000, taught=True) < bit_price(1_000, taught=False) == PRICE
