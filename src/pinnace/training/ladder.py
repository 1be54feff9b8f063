"""Climbing: train rungs from small to large, judge each on held-out rows, choose one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinnace.packaging.writer import write
from pinnace.runtime import Package
from pinnace.runtime.text import Grams
from pinnace.training.buckets import bits_for
from pinnace.training.budget import fill, guess
from pinnace.training.calibrate import Calibration, calibrate, calibration_error
from pinnace.training.latency import milliseconds
from pinnace.training.logistic import cross_entropy, one_hot, predicted
from pinnace.training.model import UNIT, SparseLinear
from pinnace.training.progress import Progress
from pinnace.training.result import Rung
from pinnace.training.rows import select
from pinnace.training.rungs import Step
from pinnace.training.trial import Trial, held_out
from pinnace.training.validation import clustered_error

WASTE = 0.015  # of a rung's bytes that may stay unused while climbing
SMALLEST_GAIN = 0.001  # of accuracy: a rung that gains less is not worth its bytes


@dataclass(frozen=True)
class Judged:
    """A rung with what is needed to choose it and to train it again.

    rows, given and said (n,) labelled row, class and answer of each held-out row of each trial; losses (n,) nats;
    said by the packaged integers of `models`, one for each trial
    """

    rung: Rung
    step: Step
    kept: int
    bits: int
    multiplier: int
    calibration: Calibration
    calibration_error: float
    models: tuple[SparseLinear, ...]
    rows: NDArray[np.int64]
    given: NDArray[np.int32]
    said: NDArray[np.int64]
    losses: NDArray[np.float64]

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.asarray(self.given == self.said)


@dataclass(frozen=True)
class Held:
    """A trial and the rows it is judged on: labelled rows (n,), their texts, grams and classes."""

    trial: Trial
    rows: NDArray[np.int64]
    texts: list[str]
    grams: Grams
    labels: NDArray[np.int32]


def hold(trial: Trial, rows: NDArray[np.int64], texts: Sequence[str]) -> Held:
    """Holds back the labelled `rows`, which the trial was not trained on; `texts` are those of all labelled rows."""
    kept = [texts[row] for row in rows]
    return Held(trial, rows, kept, select(trial.material.labelled, rows), trial.material.labels[rows])


def judge(
    step: Step, held: Sequence[Held], classes: tuple[str, ...], multiplier: int, below: Judged | None = None
) -> Judged:
    """Train a rung in every trial and pool what it says of the held-out rows; `below` is the rung before."""
    began = time.perf_counter()
    first = held[0].trial

    columns, available = first.examples.targets.shape[1], len(first.ranking.ids)
    expected = guess(step.limit, available, columns)
    bits = bits_for(expected)
    start = round(below.kept * (step.limit - 90) / (below.rung.bytes - 90)) if below else expected

    student, size, kept = fill(
        step.limit,
        available,
        lambda kept: first.student(kept, bits, multiplier),
        lambda student: student.packaged(classes),
        start=start,
        waste=WASTE,
        exact=False,
    )
    students = [student] + [other.trial.student(kept, bits, multiplier) for other in held[1:]]
    given = np.concatenate([h.labels for h in held])
    targets = one_hot(given, len(classes))
    exact = np.concatenate([s.packaged(classes).scores(h.grams) for s, h in zip(students, held, strict=True)]) / UNIT
    floats = np.concatenate([held_out(s, h.grams) for s, h in zip(students, held, strict=True)])
    calibration = calibrate(exact, targets)
    models = tuple(s.packaged(classes, calibration) for s in students)
    calibrated = np.concatenate([model.scores(h.grams) for model, h in zip(models, held, strict=True)])
    losses, _ = cross_entropy(calibrated / UNIT, targets)
    said = predicted(calibrated)
    float_said = predicted(calibrate(floats, targets)(floats))
    rung = Rung(
        step.name(first.material.features.suffix),
        size,
        float((said == given).mean()),
        float((float_said == given).mean()),
        float(losses.mean()),
        time.perf_counter() - began,
        kind="linear",
        parameters=models[0].parameters,
    )
    return Judged(
        rung,
        step,
        kept,
        bits,
        multiplier,
        calibration,
        calibration_error(calibrated / UNIT, given),
        models,
        np.concatenate([h.rows for h in held]),
        given,
        said,
        losses,
    )


def climb(
    steps: Sequence[Step],
    held: Sequence[Held],
    classes: tuple[str, ...],
    multiplier: int,
    progress: Progress,
    *,
    to_the_top: bool,
) -> list[Judged]:
    """Rungs from small to large: all that make a difference, or until one gains less than it should."""
    climbed: list[Judged] = []
    progress.stage("climbing the ladder", len(steps))
    for step in steps:
        judged = timed(judge(step, held, classes, multiplier, climbed[-1] if climbed else None), held[0].texts)
        progress.rung(judged.rung.row())
        progress.advance()
        climbed.append(judged)
        if judged.kept >= len(held[0].trial.ranking.ids):
            break
        if not to_the_top and len(climbed) > 1 and not worth_it(climbed[-2], judged):
            break
    return climbed


def timed(judged: Judged, texts: Sequence[str]) -> Judged:
    """The same with the time that its package takes for one of the texts."""
    package = Package(write(judged.models[0]), where=f"rung {judged.rung.rung}")
    return replace(judged, rung=replace(judged.rung, milliseconds=milliseconds(package, texts)))


def worth_it(small: Judged, large: Judged) -> bool:
    """Whether the larger rung gains at least its standard error and SMALLEST_GAIN."""
    gain = large.rung.validation_accuracy - small.rung.validation_accuracy
    return gain >= max(SMALLEST_GAIN, gain_error(small, large))


def gain_error(small: Judged, large: Judged) -> float:
    """Standard error of the difference of two accuracies on the same rows."""
    differs = large.right.astype(float) - small.right.astype(float)
    return float(differs.std() / np.sqrt(max(len(differs), 1)))


def choose(climbed: Sequence[Judged], *, max_size: int | None, within: float | None) -> Judged:
    """The rung to ship.

    within: the smallest rung within so many points of the best. Else with a budget: the largest, unless a smaller one
    is at least as accurate and at least as sure. Else: the last one that was worth climbing to.
    """
    if within is not None:
        best = max(judged.rung.validation_accuracy for judged in climbed)
        return next(judged for judged in climbed if judged.rung.validation_accuracy >= best - within / 100 - 1e-12)
    if max_size is not None:
        chosen = climbed[-1]
        for judged in reversed(climbed[:-1]):
            if (
                judged.rung.validation_accuracy >= chosen.rung.validation_accuracy
                and judged.rung.validation_loss <= chosen.rung.validation_loss
            ):
                chosen = judged
        return chosen
    chosen = climbed[0]
    for judged in climbed[1:]:
        if worth_it(chosen, judged):
            chosen = judged
    return chosen


def marked(climbed: Sequence[Judged], chosen: Judged, model: SparseLinear, size: int) -> tuple[Rung, ...]:
    """The table of rungs, each compared with the chosen one; of that, the exact size and parameters that ship."""
    rows = [replace(chosen.rung, chosen=True, bytes=size, parameters=model.parameters)]
    for judged in climbed:
        if judged is not chosen:
            differs = judged.right.astype(float) - chosen.right
            error = clustered_error(differs, chosen.rows)
            rows.append(replace(judged.rung, difference=float(differs.mean()), difference_error=error))
    return tuple(sorted(rows, key=lambda rung: rung.bytes))
