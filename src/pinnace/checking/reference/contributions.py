"""Why? What each word of a text adds to a score (spec/ops.md, "Contributions")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pinnace.checking.reference.gram_sum import keys
from pinnace.checking.reference.network.add import Add
from pinnace.checking.reference.network.embed import Embed
from pinnace.checking.reference.package import Package
from pinnace.checking.reference.plan import run
from pinnace.checking.reference.plan_reader import GramSum
from pinnace.checking.reference.tensors import SparseRows
from pinnace.checking.reference.words import Word, words


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
    found = words(text)
    added = [0] * len(found)
    values = run(package, found)
    score = values[package.plan.scores][0][column]
    for op in package.plan.ops:
        if isinstance(op, GramSum) and op.out in summed(package):
            added = [a + b for a, b in zip(added, shares(package, op, found, column), strict=True)]
    embeddings = [op for op in package.plan.ops if isinstance(op, Embed)]
    for hidden in sorted({position for op in embeddings for position in op.positions(len(found))}):
        added[hidden] += score - run(package, found, hidden)[package.plan.scores][0][column]
    contributions = [Contribution(word.begin, word.end, wrapped(n)) for word, n in zip(found, added, strict=True)]
    return contributions, wrapped(score - sum(added))


def summed(package: Package) -> set[int]:
    """The scores, and the values that are added up to them."""
    found = {package.plan.scores}
    for op in reversed(package.plan.ops):
        if isinstance(op, Add) and op.out in found:
            found |= {op.a, op.b}
    return found


def wrapped(x: int) -> int:
    """As 32 bits hold it."""
    return (x + (1 << 31)) % (1 << 32) - (1 << 31)


def shares(package: Package, op: GramSum, found: Sequence[Word], column: int) -> list[int]:
    """What each word adds to one column of a gram_sum."""
    features = package.tensors[op.features]
    assert isinstance(features, SparseRows)
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
    return added
