"""Going on from an earlier package: new data, same ids and n-grams, weights that stay where nothing speaks against it.

A release of a model is sent as its difference to the last one, so what need not change should not. Three things hold
on: weights are drawn to the old ones, an old bucket goes only for one that is clearly more useful, and a weight leaves
its old level only when another fits clearly better. The levels themselves are the old ones.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pinnace.checking.reference.package import parse
from pinnace.checking.reference.plan_reader import GramSum
from pinnace.checking.reference.tensors import RawTensor, SparseRows
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.packaging.writer import coded_size
from pinnace.runtime import Package
from pinnace.training.buckets import bucket_of, bucket_rows
from pinnace.training.examples import Examples
from pinnace.training.features import Features
from pinnace.training.log_count_ratio import log_count_ratio
from pinnace.training.logistic import fit
from pinnace.training.model import UNIT, SparseLinear
from pinnace.training.quantise import Quantised, quantise
from pinnace.training.ranking import Ranking, usefulness
from pinnace.training.rows import occurrences
from pinnace.training.student import OVER, Student, bucket_mean

PULL = 2e-2  # strength of the pull towards the old weights: ten times that towards a ranking's
FAITH = 1.5  # how much more useful a new bucket must be than an old one to take its place
INERTIA = 0.5  # of a level's distance to the next: how far a weight must move to leave its level
ROOM = 0.02  # of the old package's bytes that a new one may have more, when no budget is given


def read_model(path: str | PathLike[str]) -> SparseLinear:
    """The model of a package. Raises PinnaceError: ``package.*`` as `Package.load`, ``warm_start.kind`` for others."""
    package = Package.load(Path(path))
    shipped, _ = evidence.split(Path(path).read_bytes())
    found = parse(shipped)
    sums = [op for op in found.plan.ops if isinstance(op, GramSum)]
    if len(sums) != 1 or len(found.plan.ops) != 2:
        raise PinnaceError(
            "warm_start.kind",
            what="only a package of a linear rung can be continued; this one holds a network",
            where=str(path),
            hint="train anew, without --warm-start",
        )
    op = sums[0]
    features, bias = found.tensors[op.features], found.tensors[op.bias]
    assert isinstance(features, SparseRows) and isinstance(bias, RawTensor)
    weights = np.array(list(features.rows.values()), np.int16).reshape(-1, features.shape[1])
    levels, codes = np.unique(weights, return_inverse=True)
    return SparseLinear(
        tuple(package.labels),
        op.words,
        op.chars if op.chars[1] else None,
        features.bits,
        op.multiplier,
        np.array(list(features.rows), np.uint32),
        codes.reshape(weights.shape).astype(np.uint8),
        levels,
        np.array(bias.numbers, np.int32),
    )


def features_of(earlier: SparseLinear) -> Features:
    return Features(earlier.words, earlier.chars)


def room_of(earlier: SparseLinear) -> int:
    """Bytes that its successor may have when no budget is given."""
    return round(coded_size(earlier) * (1 + ROOM))


def old_weights(earlier: SparseLinear, classes: int) -> NDArray[np.float32]:
    """(K, D) in nats, for `classes` of now: new classes begin at nothing."""
    values: NDArray[np.float32] = (earlier.levels[earlier.codes] / UNIT).astype(np.float32)
    if classes == 2:
        return values
    if values.shape[1] == 1:  # there were two: the same chances as a softmax
        values = np.concatenate([-values, values], axis=1) * np.float32(0.5)
    return np.pad(values, ((0, 0), (0, classes - values.shape[1]))).astype(np.float32)


def go_on(ranking: Ranking, kept: int, examples: Examples, earlier: SparseLinear) -> Student:
    """The student of (at most) `kept` buckets that goes on from an earlier model."""
    targets, weights = examples.targets, examples.weights
    bits, multiplier = earlier.bits, earlier.multiplier
    hashed = bucket_of(ranking.ids, bits, multiplier)
    buckets = np.union1d(earlier.buckets, hashed[ranking.order[: int(OVER * kept)]])
    rows = bucket_rows(examples.grams, bits, multiplier, buckets)
    scale = log_count_ratio(rows, targets, weights)
    mean = bucket_mean(ranking, hashed, bits, buckets)
    known = np.isin(buckets, earlier.buckets)
    old = old_weights(earlier, targets.shape[1] if targets.shape[1] > 1 else 2)
    mean[known] = old
    fitted = fit(rows, targets, weights, scale, strength=PULL, mean=mean)
    use = usefulness(fitted.values, occurrences(rows), rows.shape[0]) * np.where(known, FAITH, 1.0)
    best = np.sort(np.argsort(-use, kind="stable")[:kept])
    if len(best) < len(buckets):
        before = np.searchsorted(earlier.buckets, buckets[best][known[best]])
        buckets, rows, scale, known = buckets[best], rows[:, best].tocsr(), scale[best], known[best]
        mean = fitted.values[best]
        mean[known] = old[before]
        fitted = fit(rows, targets, weights, scale, strength=PULL, mean=mean)
    quantised = _levels(fitted.values, occurrences(rows), buckets, known, earlier)
    moved = (rows @ (fitted.values - quantised.values)).mean(0)
    return Student(features_of(earlier), bits, multiplier, buckets, fitted, quantised, fitted.bias + moved)


def _levels(
    values: NDArray[np.float32],
    counts: NDArray[np.float64],
    buckets: NDArray[np.uint32],
    known: NDArray[np.bool_],
    earlier: SparseLinear,
) -> Quantised:
    """The nearest of the old levels, or the one it had while that is not much farther away."""
    levels = earlier.levels / UNIT
    if values.shape[1] != earlier.codes.shape[1] and not (levels == 0.0).any():
        return quantise(values, counts)  # from two classes to more: other numbers altogether
    middles = (levels[1:] + levels[:-1]) / 2
    codes = np.searchsorted(middles, values)
    width = earlier.codes.shape[1]
    if values.shape[1] == width or width > 1:
        had = earlier.codes[np.searchsorted(earlier.buckets, buckets[known])].astype(np.int64)
        now = values[known][:, :width]
        edges = np.concatenate([[-np.inf], middles, [np.inf]])
        room = INERTIA * np.diff(np.concatenate([levels[:1], levels, levels[-1:]]))
        stays = (now > edges[had] - room[had]) & (now < edges[had + 1] + room[had + 1])
        block = codes[known]
        block[:, :width] = np.where(stays, had, block[:, :width])
        codes[known] = block
    return Quantised(codes.astype(np.uint8), levels)
