"""Climbing: train rungs from small to large, judge each on held-out rows, choose one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package
from pinnace.runtime.text import Grams
from pinnace.training.buckets import bits_for
from pinnace.training.budget import fill, guess
from pinnace.training.calibrate import Calibration, calibrate, calibration_error
from pinnace.training.latency import milliseconds
from pinnace.training.logistic import cross_entropy, one_hot, predicted
from pinnace.training.model import UNIT, SparseLinear
from pinnace.training.packaged_network import PackagedNetwork
from pinnace.training.progress import Progress
from pinnace.training.result import Rung
from pinnace.training.rows import select
from pinnace.training.rungs import Step
from pinnace.training.trial import Trial, held_out
from pinnace.training.validation import clustered_error

if TYPE_CHECKING:
    from pinnace.training.networks.recipe import Net

WASTE = 0.015  # of a rung's bytes that may stay unused while climbing
SMALLEST_GAIN = 0.001  # of accuracy: a rung that gains less is not worth its bytes


@dataclass(frozen=True)
class Linear:
    """How to train a linear rung again."""

    step: Step
    kept: int
    bits: int
    multiplier: int


@dataclass(frozen=True)
class Judged:
    """A rung with what is needed to choose it and, its recipe, to train it again.

    rows, given and said (n,) labelled row, class and answer of each held-out row of each trial; losses (n,) nats;
    said by the packaged integers of `models`, one for each trial
    """

    rung: Rung
    recipe: Linear | Net
    calibration: Calibration
    calibration_error: float
    models: tuple[SparseLinear | PackagedNetwork, ...]
    rows: NDArray[np.int64]
    given: NDArray[np.int32]
    said: NDArray[np.int64]
    losses: NDArray[np.float64]

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.asarray(self.given == self.said)


@dataclass(frozen=True)
class Wishes:
    """What the user asked of the package: bytes, milliseconds of a prediction, points within the best, accuracy."""

    max_size: int | None = None
    max_latency: float | None = None
    within: float | None = None
    min_accuracy: float | None = None  # share, 0 to 1

    def content(self, judged: Judged) -> bool:
        """Whether a rung has reached the accuracy asked for, fast enough: no need to climb on."""
        fast = self.max_latency is None or judged.rung.milliseconds <= self.max_latency
        return self.min_accuracy is not None and fast and judged.rung.validation_accuracy >= self.min_accuracy


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
    """Train a linear rung in every trial and pool what it says of the held-out rows; `below` is the rung before."""
    began = time.perf_counter()
    first = held[0].trial

    columns, available = first.examples.targets.shape[1], first.available
    expected = guess(step.limit, available, columns)
    earlier = first.material.earlier
    bits = earlier.bits if earlier else bits_for(expected)
    if earlier:
        multiplier, expected = earlier.multiplier, min(len(earlier.buckets), available)
    start = expected
    if below and isinstance(below.recipe, Linear):
        start = round(below.recipe.kept * (step.limit - 90) / (below.rung.bytes - 90))

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
    calibration = calibrate(exact, targets, scaled=earlier is None)  # a scale would move every old level
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
        Linear(step, kept, bits, multiplier),
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
    wishes: Wishes,
) -> list[Judged]:
    """Linear rungs from small to large: until one is enough, or nothing is left to keep, or one gains too little."""
    to_the_top = (wishes.max_size, wishes.within, wishes.min_accuracy) != (None, None, None)
    climbed: list[Judged] = []
    progress.stage("climbing the ladder", len(steps))
    for step in steps:
        judged = timed(judge(step, held, classes, multiplier, climbed[-1] if climbed else None), held[0].texts)
        progress.rung(judged.rung.row())
        progress.advance()
        climbed.append(judged)
        if isinstance(judged.recipe, Linear) and judged.recipe.kept >= held[0].trial.available:
            break
        if wishes.content(judged):
            break
        if not to_the_top and len(climbed) > 1 and not worth_it(climbed[-2], judged):
            break
    return climbed


def timed(judged: Judged, texts: Sequence[str]) -> Judged:
    """The same with the time that its package takes for one of the texts."""
    package = Package(judged.models[0].shipped(), where=f"rung {judged.rung.rung}")
    return replace(judged, rung=replace(judged.rung, milliseconds=milliseconds(package, texts)))


def worth_it(small: Judged, large: Judged) -> bool:
    """Whether the larger rung gains at least its standard error and SMALLEST_GAIN."""
    gain, error = difference(large, small)
    return gain >= max(SMALLEST_GAIN, error)


def difference(one: Judged, other: Judged) -> tuple[float, float]:
    """(accuracy of one minus that of the other, its standard error) on the rows that both were judged on.

    Networks are judged on the first trial only, whose rows come first in every rung.
    """
    common = min(len(one.right), len(other.right))
    differs = one.right[:common].astype(float) - other.right[:common]
    return float(differs.mean()), clustered_error(differs, one.rows[:common])


def choose(climbed: Sequence[Judged], wishes: Wishes) -> Judged:
    """The rung to ship, among those that are fast enough (all, when none is: the refusal comes at the end).

    least: the smallest that reaches so much accuracy, if one does. within: the smallest within so many points of the
    best. Else with a budget: the largest linear rung, unless a smaller one is as accurate and sure; else the last one
    that was worth climbing to. A network then takes its place if it is worth it.
    """
    fast = [j for j in climbed if wishes.max_latency is None or j.rung.milliseconds <= wishes.max_latency]
    rungs = sorted(fast or climbed, key=lambda judged: judged.rung.bytes)
    if wishes.min_accuracy is not None:
        reached = [judged for judged in rungs if judged.rung.validation_accuracy >= wishes.min_accuracy]
        if reached:
            return reached[0]
    if wishes.within is not None:
        best = max(judged.rung.validation_accuracy for judged in rungs)
        return next(judged for judged in rungs if judged.rung.validation_accuracy >= best - wishes.within / 100 - 1e-12)
    linear = [judged for judged in rungs if judged.rung.kind == "linear"]
    chosen = _of_linear(linear, wishes.max_size) if linear else rungs[0]
    for judged in rungs:
        if judged.rung.kind != "linear" and worth_it(chosen, judged):
            chosen = judged
    return chosen


def _of_linear(rungs: Sequence[Judged], max_size: int | None) -> Judged:
    """rungs: smallest first."""
    if max_size is not None:
        chosen = rungs[-1]
        for judged in reversed(rungs[:-1]):
            if (
                judged.rung.validation_accuracy >= chosen.rung.validation_accuracy
                and judged.rung.validation_loss <= chosen.rung.validation_loss
            ):
                chosen = judged
        return chosen
    chosen = rungs[0]
    for judged in rungs[1:]:
        if worth_it(chosen, judged):
            chosen = judged
    return chosen


def marked(
    climbed: Sequence[Judged], chosen: Judged, model: SparseLinear | PackagedNetwork, size: int
) -> tuple[Rung, ...]:
    """The table of rungs, each compared with the chosen one; of that, the exact size and parameters that ship."""
    rows = [replace(chosen.rung, chosen=True, bytes=size, parameters=model.parameters)]
    for judged in climbed:
        if judged is not chosen:
            gain, error = difference(judged, chosen)
            rows.append(replace(judged.rung, difference=gain, difference_error=error))
    return tuple(sorted(rows, key=lambda rung: rung.bytes))
