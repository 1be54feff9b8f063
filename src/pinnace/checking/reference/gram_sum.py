"""gram_sum.v1: the bias plus the weights of the distinct kept n-grams of a text (spec/ops.md)."""

from __future__ import annotations

from collections.abc import Sequence

from pinnace.checking.reference.grams import completed, distinct, low32
from pinnace.checking.reference.plan_reader import GramSum
from pinnace.checking.reference.tensors import RawTensor, SparseRows, Tensor
from pinnace.checking.reference.words import Word


def key(gram: int, multiplier: int, bits: int) -> int:
    """The bucket of an n-gram: the top ``bits`` bits of a 32-bit product."""
    return low32(gram * multiplier) >> (32 - bits)


def keys(words: Sequence[Word], op: GramSum, bits: int) -> list[list[tuple[int, int]]]:
    """For each word, (bucket, order) of the n-grams that end at it."""
    ending = completed(words, op.words, op.chars)
    return [[(key(gram, op.multiplier, bits), order) for gram, order in grams] for grams in ending]


def gram_sum(words: Sequence[Word], op: GramSum, tensors: Sequence[Tensor]) -> list[int]:
    """Scores (columns,) in 1/1024 nat."""
    features, bias = tensors[op.features], tensors[op.bias]
    assert isinstance(features, SparseRows) and isinstance(bias, RawTensor)
    grams = distinct(words, op.words, op.chars)
    seen = {key(gram, op.multiplier, features.bits) for gram in grams}
    scores = list(bias.numbers)
    for bucket in seen & features.rows.keys():
        scores = [score + weight for score, weight in zip(scores, features.rows[bucket], strict=True)]
    return scores
