"""One small model of a given number of features, cut from a ranking: buckets, refit, levels, calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.buckets import bucket_of, bucket_rows
from pinnace.training.calibrate import Calibration
from pinnace.training.examples import Examples
from pinnace.training.features import Features
from pinnace.training.log_count_ratio import log_count_ratio
from pinnace.training.logistic import Weights, fit, settled
from pinnace.training.model import UNIT, SparseLinear
from pinnace.training.quantise import LEVELS, PRICE, Quantised, quantise
from pinnace.training.ranking import Ranking, usefulness
from pinnace.training.rows import occurrences

STRENGTH = 2e-3  # of the pull towards the ranking's weights
TAUGHT_STRENGTH = 1e-4  # with a teacher, whose answers are less noisy than labels: 0.4 points better on IMDB
TAUGHT_PRICE = 10.0  # of a bit (quantise.py), where weights are known better
MANY, MANY_PRICE = 50_000, 10.0  # the more features there are, the less another one is worth than finer weights
MANY_LEVELS = 64  # as many as a package may have
MOST, MOST_PRICE = 200_000, 4.0  # on IMDB 0.06 to 0.2 points at equal bytes, from labels alone
KNOWN_PRICE = 1.0  # of most features' weights that a teacher knows, where bytes are left: 0.0005 nats
TAUGHT_MANY_STRENGTH = 5e-4  # of many features (MANY) the rare ones are known better to the ranking: 0.1 to 0.2 points
OVER = 1.5  # how many times the features are tried before the final choice
FIRST_ITERATIONS = 15


@dataclass(frozen=True)
class Student:
    """A small model before calibration: the float weights of its kept buckets and their levels."""

    features: Features
    bits: int
    multiplier: int
    buckets: NDArray[np.uint32]  # (K,)
    weights: Weights  # (K, D)
    quantised: Quantised
    bias: NDArray[np.float64]  # (D,) of the quantised model

    def packaged(self, classes: tuple[str, ...], calibration: Calibration | None = None) -> SparseLinear:
        """The integers, with the calibration folded in."""
        scale, shift = (calibration.scale, calibration.shift) if calibration else (1.0, np.zeros(len(self.bias)))
        levels = np.clip(np.rint(self.quantised.levels * scale * UNIT), -32768, 32767).astype(np.int16)
        codes = self.quantised.codes
        unique, place = np.unique(levels, return_inverse=True)
        bias = np.rint((self.bias * scale + shift) * UNIT).astype(np.int32)
        return SparseLinear(
            classes,
            self.features.words,
            self.features.chars,
            self.bits,
            self.multiplier,
            self.buckets,
            place.astype(np.uint8)[codes],
            unique,
            bias,
        )


def cut(
    ranking: Ranking,
    kept: int,
    examples: Examples,
    features: Features,
    *,
    bits: int,
    multiplier: int,
    taught: bool = False,
) -> Student:
    """The student that keeps (at most) `kept` of 2^bits buckets, from labels and guesses or `taught` by a teacher.

    Takes OVER times as many, fits them with their collisions, keeps the most useful and fits again. Many weights that
    a teacher knows are kept as they are: answers for some texts can only tell less of them.
    """
    targets, weights = examples.targets, examples.weights
    hashed = bucket_of(ranking.ids, bits, multiplier)
    copied = ranking.known and kept >= MANY
    price = KNOWN_PRICE if copied and kept >= MOST else bit_price(kept, taught)
    buckets = np.unique(hashed[ranking.order[: kept if copied else int(OVER * kept)]])
    rows = bucket_rows(examples.grams, bits, multiplier, buckets)
    mean = bucket_mean(ranking, hashed, bits, buckets)
    if copied:
        fitted = Weights(mean, settled((rows @ mean).astype(np.float64), targets, weights))
    else:
        strength = STRENGTH if not taught else TAUGHT_MANY_STRENGTH if kept >= MANY else TAUGHT_STRENGTH
        scale = log_count_ratio(rows, targets, weights)
        if len(buckets) > kept:
            fitted = fit(rows, targets, weights, scale, strength=strength, mean=mean, iterations=FIRST_ITERATIONS)
            use = usefulness(fitted.values, occurrences(rows), rows.shape[0])
            best = np.sort(np.argsort(-use, kind="stable")[:kept])
            buckets, rows, scale, mean = buckets[best], rows[:, best].tocsr(), scale[best], fitted.values[best]
        fitted = fit(rows, targets, weights, scale, strength=strength, mean=mean)
    levels = MANY_LEVELS if kept >= MANY else LEVELS
    quantised = quantise(fitted.values, occurrences(rows), price=price, levels=levels)
    # Rounding moves every text's score by about the same amount: give it back to the bias.
    moved = (rows @ (fitted.values - quantised.values)).mean(0)
    return Student(features, bits, multiplier, buckets, fitted, quantised, fitted.bias + moved)


def bit_price(kept: int, taught: bool) -> float:
    """Of a bit of the weights of `kept` features (quantise.py)."""
    if kept >= MOST:
        return MOST_PRICE
    return MANY_PRICE if kept >= MANY else TAUGHT_PRICE if taught else PRICE


def bucket_mean(
    ranking: Ranking, hashed: NDArray[np.uint32], bits: int, buckets: NDArray[np.uint32]
) -> NDArray[np.float32]:
    """(K, D) mean weight of the n-grams that share each bucket, by how often they occur."""
    place = np.full(1 << bits, -1, np.int32)
    place[buckets] = np.arange(len(buckets), dtype=np.int32)
    column = place[hashed]
    inside = column >= 0
    column, mass = column[inside], ranking.counts[inside]
    total = np.bincount(column, weights=mass, minlength=len(buckets))
    values = ranking.weights.values[inside]
    sums = [np.bincount(column, weights=mass * values[:, d], minlength=len(buckets)) for d in range(values.shape[1])]
    return (np.stack(sums, axis=1) / np.maximum(total, 1e-12)[:, None]).astype(np.float32)
