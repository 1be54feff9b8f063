"""Climbing the ladder of pictures: train rungs from small to large, judge their packages, choose one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from pinnace.data.pictures import PictureSet
from pinnace.errors import PinnaceError
from pinnace.runtime import Package
from pinnace.training.calibrate import calibrate, calibration_error
from pinnace.training.images.augmenting import mirroring_is_harmless
from pinnace.training.images.fitting import INTEGER, epochs_for, fit, scores_of
from pinnace.training.images.rungs import Rung, rungs
from pinnace.training.latency import milliseconds
from pinnace.training.logistic import cross_entropy, one_hot, predicted
from pinnace.training.progress import Progress
from pinnace.training.result import Rung as Row

NATS = 1024  # scores of the core are k / 1024 nat
SMALLEST_GAIN = 0.005  # of accuracy: a rung that gains less is not worth its bytes and the time


@dataclass(frozen=True)
class Judged:
    """A trained rung, packaged."""

    row: Row
    shipped: bytes
    epochs: int
    calibration_error: float


@dataclass(frozen=True)
class Climbed:
    rows: tuple[Row, ...]
    chosen: Judged
    mirror: bool


def climb(
    pictures: PictureSet, train: NDArray[np.int64], held: NDArray[np.int64], *, max_size: int | None,
    within: float | None, seed: int, progress: Progress,
) -> Climbed:  # fmt: skip
    """Stops where a rung gains less than half a point over the one before. Raises PinnaceError("usage.size")."""
    mirror = mirroring_is_harmless(pictures.seen, pictures.labels, train, held)
    found: list[Judged] = []
    for rung in rungs(max_size, len(pictures.classes)):
        if len(found) > 1 and gain(found[-2], found[-1]) < SMALLEST_GAIN:
            break
        epochs = epochs_for(len(train))
        progress.stage(f"training {rung.name}", epochs + max(1, round(INTEGER * epochs)))
        judged = judge(rung, pictures, train, held, mirror, seed, progress)
        if max_size is not None and len(judged.shipped) > max_size:
            break
        found.append(judged)
        progress.rung(judged.row.row())
    if not found:
        raise PinnaceError(
            "usage.size",
            what=f"no network for pictures fits into {max_size:,} bytes",
            hint="give --max-size 16KB or more",
        )
    chosen = choose(found, within)
    rows = tuple(replace(judged.row, chosen=judged is chosen) for judged in found)
    return Climbed(rows, chosen, mirror)


def gain(before: Judged, after: Judged) -> float:
    return after.row.validation_accuracy - before.row.validation_accuracy


def choose(found: Sequence[Judged], within: float | None) -> Judged:
    """The smallest rung that is as accurate as the best one, to ``within`` points (half a point by default)."""
    best = max(judged.row.validation_accuracy for judged in found)
    least = best - (SMALLEST_GAIN if within is None else within / 100)
    return next(judged for judged in found if judged.row.validation_accuracy >= least - 1e-12)


def judge(
    rung: Rung, pictures: PictureSet, train: NDArray[np.int64], held: NDArray[np.int64], mirror: bool, seed: int,
    progress: Progress,
) -> Judged:  # fmt: skip
    """Train a rung; what its package, by the core, says of the pictures held back."""
    began, classes = time.perf_counter(), len(pictures.classes)
    seen, labels = pictures.seen, pictures.labels
    fitted = fit(
        rung, pictures.view, seen[train], labels[train], classes, mirror=mirror, seed=seed, advance=progress.advance
    )
    truth, targets = labels[held], one_hot(labels[held], classes)
    network = fitted.network
    calibration = calibrate(scores_of(network, seen[held]), targets, shift=False)
    with torch.no_grad():  # a temperature: the label stays, probabilities mean what they say
        network.scores.weight.mul_(calibration.scale)
        network.scores.bias.mul_(calibration.scale)
    shipped = network.plan(pictures.classes)
    package, shown = Package(shipped, where="a rung"), list(seen[held])
    answers = package.predict(shown)
    scores = answers.scores.astype(np.float64) / NATS
    real = predicted(scores_of(fitted.real, seen[held]))
    row = Row(
        rung=rung.name,
        bytes=len(shipped),
        validation_accuracy=float((answers.indices == truth).mean()),
        float_accuracy=float((real == truth).mean()),
        validation_loss=float(cross_entropy(scores, targets)[0].mean()),
        seconds=time.perf_counter() - began,
        kind="network",
        parameters=sum(weights.numel() for weights in network.parameters()),
        milliseconds=milliseconds(package, shown),
    )
    return Judged(row, shipped, fitted.epochs, calibration_error(scores, truth))
