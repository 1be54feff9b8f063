"""Running a plan: raw bytes to scores and probabilities."""

from __future__ import annotations

from pinnace.checking.reference.gram_sum import gram_sum
from pinnace.checking.reference.package import Package
from pinnace.checking.reference.plan_reader import LOGISTIC, GramSum
from pinnace.checking.reference.softmax import logistic, softmax
from pinnace.checking.reference.words import words


def answer(package: Package, text: bytes) -> tuple[list[int], list[int]]:
    """Scores (D,) in 1/1024 nat and probabilities (C,) in 1/65536."""
    found = words(text)
    values: dict[int, list[int]] = {}
    for op in package.plan.ops:
        if isinstance(op, GramSum):
            values[op.out] = gram_sum(found, op, package.tensors)
        elif op.code == LOGISTIC:
            values[op.out] = logistic(values[op.source][0])
        else:
            values[op.out] = softmax(values[op.source])
    return values[package.plan.scores], values[package.plan.probabilities]
