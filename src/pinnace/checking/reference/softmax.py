"""softmax.v1 and logistic.v1: scores in 1/1024 nat to probabilities in 1/65536 that add up to 65536 (spec/ops.md)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

ONE = 65536


def _table() -> list[list[int]]:
    """round(2^(31 - i / 16^(k + 1))) for the k-th hexadecimal digit i of a fraction."""
    with localcontext() as context:
        context.prec = 50
        return [[round(2 ** (31 - Decimal(i) / 16 ** (k + 1))) for i in range(16)] for k in range(4)]


POWERS = _table()


def exp_below(distance: int) -> int:
    """exp(-distance / 1024) in units of 2^-31, for a distance >= 0; 0 from 2^-32 on."""
    turns = distance * 94548 >> 10  # log2(e) in 1/65536: whole powers of two above, a fraction below the point
    whole, fraction = divmod(turns, ONE)
    if whole > 31:
        return 0
    digits = [fraction >> 12, fraction >> 8 & 15, fraction >> 4 & 15, fraction & 15]
    x = POWERS[0][digits[0]]
    for k in (1, 2, 3):
        x = (x * POWERS[k][digits[k]] + (1 << 30)) >> 31
    return x >> whole


def softmax(scores: Sequence[int]) -> list[int]:
    """Rounded down, then the largest score (of equals the first) takes what is left."""
    top = scores.index(max(scores))
    powers = [exp_below(scores[top] - score) for score in scores]
    probabilities = [power * ONE // sum(powers) for power in powers]
    probabilities[top] += ONE - sum(probabilities)
    return probabilities


def logistic(score: int) -> list[int]:
    """Of two labels, where the first always scores 0."""
    return softmax([0, score])
