"""Running a plan: raw bytes to scores and probabilities."""

from __future__ import annotations

from collections.abc import Sequence

from pinnace.checking.reference.gram_sum import gram_sum
from pinnace.checking.reference.network import Operator
from pinnace.checking.reference.network.add import Add
from pinnace.checking.reference.network.attend import Attend
from pinnace.checking.reference.network.embed import Embed
from pinnace.checking.reference.network.facts import Row
from pinnace.checking.reference.network.picture import Picture
from pinnace.checking.reference.network.scale import Scale
from pinnace.checking.reference.package import Package
from pinnace.checking.reference.plan_reader import IMAGE, LOGISTIC, GramSum, Probabilities
from pinnace.checking.reference.softmax import logistic, softmax
from pinnace.checking.reference.words import Word, words

Values = dict[int, list[Row]]


def answer(package: Package, text: bytes) -> tuple[list[int], list[int]]:
    """Scores (D,) in 1/1024 nat and probabilities (C,) in 1/65536."""
    values = run(package, [], picture=text) if package.plan.task == IMAGE else run(package, words(text))
    return list(values[package.plan.scores][0]), list(values[package.plan.probabilities][0])


def run(package: Package, found: Sequence[Word], hidden: int | None = None, *, picture: bytes = b"") -> Values:
    """All values of a plan of words, or of a raw picture; ``hidden``: a word whose rows in embeddings are zeros."""
    values: Values = {}
    for op in package.plan.ops:
        if isinstance(op, GramSum):
            values[op.out] = [tuple(gram_sum(found, op, package.tensors))]
        elif isinstance(op, Embed):
            values[op.out] = op.run(found, hidden)
        elif isinstance(op, Picture):
            values[op.out] = op.run(picture)
        elif isinstance(op, Probabilities):
            (scores,) = values[op.source]
            values[op.out] = [tuple(logistic(scores[0]) if op.code == LOGISTIC else softmax(scores))]
        else:
            values[op.out] = compute(op, values)
    return values


def compute(op: Operator, values: Values) -> list[Row]:
    """One operator that reads values only."""
    if isinstance(op, Add):
        return op.run(values[op.a], values[op.b])
    if isinstance(op, Attend):
        return op.run(values[op.source], values[op.scores])
    if isinstance(op, Scale):
        return op.run(values[op.source], values[op.gates])
    assert not isinstance(op, (Embed, Picture))
    return op.run(values[op.source])
