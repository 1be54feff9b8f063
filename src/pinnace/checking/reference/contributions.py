"""Why? What each word of a text adds to a score (spec/ops.md, "Contributions")."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pinnace.checking.reference.gram_sum import keys
from pinnace.checking.reference.package import Package
from pinnace.checking.reference.plan_reader import GramSum
from pinnace.checking.reference.tensors import RawTensor, SparseRows
from pinnace.checking.reference.words import words


class Contribution(NamedTuple):
    """Bytes ``begin`` … ``end`` add ``value`` (1/1024 nat)."""

    begin: int
    end: int
    value: int


def part(whole: int, k: int, n: int) -> int:
    """Part k of n (from 0): all parts add up to the whole. Division rounds towards zero, as in C."""
    return toward_zero(whole * (k + 1), n) - toward_zero(whole * k, n)


def toward_zero(a: int, b: int) -> int:
    return a // b if a >= 0 else -(-a // b)


def explain(package: Package, text: bytes, column: int) -> tuple[list[Contribution], int]:
    """Words in order with what each adds to score ``column``, and the bias; all of it adds up to the score."""
    op = next(op for op in package.plan.ops if op.out == package.plan.scores)
    assert isinstance(op, GramSum)
    features, bias = package.tensors[op.features], package.tensors[op.bias]
    assert isinstance(features, SparseRows) and isinstance(bias, RawTensor)
    found = words(text)
    added = [0] * len(found)
    ending = keys(found, op, features.bits)
    occurs = Counter(bucket for grams in ending for bucket, _ in grams)
    visited: Counter[int] = Counter()
    for last, grams in enumerate(ending):
        for bucket, order in grams:
            if bucket not in features.rows:
                continue
            # The weight counts once: each occurrence gets its share, and so does each word that it spans.
            share = part(features.rows[bucket][column], visited[bucket], occurs[bucket])
            visited[bucket] += 1
            span = max(order, 1)
            for k in range(span):
                added[last - k] += part(share, k, span)
    contributions = [Contribution(word.begin, word.end, value) for word, value in zip(found, added, strict=True)]
    return contributions, bias.numbers[column]
