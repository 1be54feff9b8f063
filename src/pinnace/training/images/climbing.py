"""Climbing the ladder of pictures: train rungs from small to large, judge their packages, choose one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from pinnace.data.pictures import PictureSet
from pinnace.errors import PinnaceError
from pinnace.runtime import Package
from pinnace.training.calibrate import calibrate, calibration_error
from pinnace.training.images.augmenting import mirroring_is_harmless
from pinnace.training.images.checkpoint import Checkpoint
from pinnace.training.images.epochs import Lesson
from pinnace.training.images.fitting import fit, lesson_of, scores_of
from pinnace.training.images.mirroring import look_both_ways, pays
from pinnace.training.images.network import PictureNetwork
from pinnace.training.images.recipe import Recipe
from pinnace.training.images.rungs import TEACHER, Rung
from pinnace.training.images.warm_start import Earlier
from pinnace.training.latency import milliseconds
from pinnace.training.logistic import chances, cross_entropy, one_hot, predicted
from pinnace.training.progress import Progress
from pinnace.training.result import Rung as Row
from pinnace.training.validation import Validation, clustered_error

VERSION = 3  # of checkpoints: changes with how rungs are trained
NATS = 1024  # scores of the core are k / 1024 nat
SMALLEST_GAIN = 0.005  # of accuracy: a rung that gains less is not worth its bytes and the time


@dataclass(frozen=True)
class Route:
    """What to train, and how: rungs from small to large; one that is there already goes on from ``earlier``.

    recipe  of a rung
    within  points of accuracy that are not worth more bytes or more time; half a point unless it is given
    keep    the folder of checkpoints, if there are any
    taught  whether each learns from a larger one as well, the teacher, which is trained first
    max_latency  milliseconds: a rung that answers in them only by looking at one side of a picture does that
    """

    rungs: Sequence[Rung]
    recipe: Callable[[Rung], Recipe]
    max_size: int | None = None
    within: float | None = None
    seed: int = 0
    keep: Path | None = None
    earlier: Earlier | None = None
    taught: bool = False
    max_latency: float | None = None

    @property
    def worth(self) -> float:
        """The accuracy that a larger rung, or looking at both sides, must bring."""
        return SMALLEST_GAIN if self.within is None else self.within / 100


@dataclass(frozen=True)
class Judged:
    """A trained rung, packaged."""

    row: Row
    shipped: bytes
    levels: int
    mirrored: bool
    calibration_error: float
    validation: Validation


@dataclass(frozen=True)
class Climbed:
    rows: tuple[Row, ...]
    chosen: Judged
    mirror: bool


def climb(
    pictures: PictureSet, train: NDArray[np.int64], held: NDArray[np.int64], route: Route, progress: Progress
) -> Climbed:
    """Stops where a rung gains less than half a point over the one before. Raises PinnaceError("usage.size")."""
    mirror = mirroring_is_harmless(pictures.seen, pictures.labels, train, held)
    lesson = lesson_of(
        pictures.seen, pictures.labels, train, held, classes=len(pictures.classes), mirror=mirror
    )  # fmt: skip
    if route.taught:
        lesson = replace(lesson, teacher=teacher_of(lesson, pictures, route, progress))
    found: list[Judged] = []
    for rung in route.rungs:
        if len(found) > 1 and gain(found[-2], found[-1]) < SMALLEST_GAIN:
            break
        recipe = route.recipe(rung)
        progress.stage(f"training {rung.name}", recipe.epochs + recipe.integer_epochs)
        judged = judge(rung, pictures, held, lesson, route, progress)
        if route.max_size is not None and len(judged.shipped) > route.max_size:
            break
        found.append(judged)
        progress.rung(judged.row.row())
    if not found:
        raise PinnaceError(
            "usage.size",
            what=f"no network for pictures fits into {route.max_size:,} bytes",
            hint="give --max-size 8KB or more",
        )
    chosen = choose(found, route.worth)
    rows = tuple(compared(judged, chosen) for judged in found)
    return Climbed(rows, chosen, mirror)


def teacher_of(lesson: Lesson, pictures: PictureSet, route: Route, progress: Progress) -> PictureNetwork:
    """The largest network that is practical to train, in real numbers: nobody ships it."""
    recipe = replace(route.recipe(TEACHER), integer_epochs=0)
    progress.stage(f"training the teacher, {TEACHER.name}", recipe.epochs)
    keep = checkpoint_of(TEACHER, lesson, replace(route, recipe=lambda rung: recipe), "teacher-")
    fitted = fit(
        TEACHER, pictures.view, lesson, recipe, seed=route.seed, checkpoint=keep,
        advance=progress.advance,
    )  # fmt: skip
    return fitted.real


def compared(judged: Judged, chosen: Judged) -> Row:
    """Its row of the ladder, with how it differs from the chosen rung on the same pictures."""
    differs = judged.validation.right.astype(float) - chosen.validation.right
    error = clustered_error(differs, judged.validation.rows)
    return replace(judged.row, chosen=judged is chosen, difference=float(differs.mean()), difference_error=error)


def gain(before: Judged, after: Judged) -> float:
    return after.row.validation_accuracy - before.row.validation_accuracy


def choose(found: Sequence[Judged], worth: float) -> Judged:
    """The smallest rung that is as accurate as the best one, but for what is not worth more bytes."""
    best = max(judged.row.validation_accuracy for judged in found)
    return next(judged for judged in found if judged.row.validation_accuracy >= best - worth - 1e-12)


def judge(
    rung: Rung, pictures: PictureSet, held: NDArray[np.int64], lesson: Lesson, route: Route, progress: Progress
) -> Judged:
    """Train a rung; what its package, by the core, says of the pictures held back."""
    began, classes = time.perf_counter(), len(pictures.classes)
    seen, labels = pictures.seen, pictures.labels
    fitted = fit(
        rung,
        pictures.view,
        lesson,
        route.recipe(rung),
        seed=route.seed,
        max_size=route.max_size,
        checkpoint=checkpoint_of(rung, lesson, route),
        advance=progress.advance,
        start=route.earlier.grown(classes) if route.earlier else None,
    )
    truth, targets = labels[held], one_hot(labels[held], classes)
    network, shown = fitted.network, list(seen[held])
    look_both_ways(fitted, lesson.mirror and pays(fitted, seen[held], truth, route.worth))
    shipped, warmth = packaged(network, pictures.classes, seen[held], targets)
    package = Package(shipped, where="a rung")
    if network.mirrored and route.max_latency is not None and milliseconds(package, shown) > route.max_latency:
        look_both_ways(fitted, False)
        shipped, more = packaged(network, pictures.classes, seen[held], targets)
        package, warmth = Package(shipped, where="a rung"), warmth * more
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
        epochs=fitted.epochs,
    )
    before = chances(scores / warmth)
    before = np.concatenate([1.0 - before, before], axis=1) if before.shape[1] == 1 else before
    validation = Validation(held, truth, answers.probabilities, before, (shipped,), np.zeros(len(held), np.int64))
    off = calibration_error(scores, truth)
    return Judged(row, shipped, int(network.stem.levels), network.mirrored, off, validation)


def packaged(
    network: PictureNetwork, classes: tuple[str, ...], seen: NDArray[np.uint8], targets: NDArray[np.float64]
) -> tuple[bytes, float]:
    """The package, and what its scores were multiplied by: the label stays, probabilities mean what they say."""
    scale = calibrate(scores_of(network, seen), targets, shift=False).scale
    with torch.no_grad():
        network.scores.weight.mul_(scale)
        network.scores.bias.mul_(scale)
    return network.plan(classes), scale


def checkpoint_of(rung: Rung, lesson: Lesson, route: Route, role: str = "") -> Checkpoint | None:
    """Named by the rung; its key by everything that decides how training goes on."""
    if route.keep is None:
        return None
    start = route.earlier.digest if route.earlier else ""
    digest = blake2b(
        repr(
            (VERSION, rung, route.recipe(rung), route.max_size, route.seed, lesson.mirror, route.taught, start)
        ).encode()
    )
    for part in (lesson.pictures, lesson.targets, lesson.held, lesson.held_targets):
        digest.update(part.numpy().tobytes())
    return Checkpoint(route.keep / f"{role}{rung.name}.pt", digest.hexdigest())
