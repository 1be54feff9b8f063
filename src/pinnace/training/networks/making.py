"""One network rung trained on one course, within its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from pinnace.runtime.sequences import Sequences, sequences
from pinnace.training.buckets import GOLDEN, bits_for, bucket_rows
from pinnace.training.budget import guess
from pinnace.training.networks.course import Course
from pinnace.training.networks.fitting import EPOCHS, Fitted, fit
from pinnace.training.networks.keys import Keys, Reading, choose
from pinnace.training.networks.lessons import Lessons, lessons
from pinnace.training.networks.linear_part import LinearPart
from pinnace.training.networks.lowering import lower
from pinnace.training.networks.network import Network
from pinnace.training.networks.recipe import LINEAR_SHARE, Net
from pinnace.training.networks.shapes import build
from pinnace.training.rows import Rows
from pinnace.training.student import Student
from pinnace.training.trial import Trial


@dataclass(frozen=True)
class Made:
    """A trained rung: what it reads, and the student that a hybrid began from."""

    fitted: Fitted
    keys: Keys
    student: Student | None

    def lessons(self, texts: list[str], targets: NDArray[np.float64], rows: Rows | None = None) -> Lessons:
        """Other texts as this network reads them; `rows` of the student's features for a hybrid."""
        return lessons(read(texts, self.keys.reading), self.keys, targets, np.ones(len(texts)), rows)


def make(
    net: Net,
    trial: Trial,
    course: Course,
    labels: tuple[str, ...],
    seed: int,
    advance: Callable[[], None] = lambda: None,
) -> Made:
    """Train on the course; with `net.epochs` at 0 a part of it says when to stop."""
    inside, stopping = course.parts(seed)
    if net.epochs:
        inside = np.arange(len(course.texts))
    reading = net.shape.reading
    learned = [course.texts[i] for i in inside]
    seen = read(learned, reading)
    first = read([course.texts[i] for i in inside if i < course.labelled], reading)
    torch.manual_seed(seed)
    student, rows, part = None, None, None
    if net.shape.kind == "hybrid":
        limit = int(net.limit * LINEAR_SHARE)
        kept = min(guess(limit, len(trial.ranking.ids), course.targets.shape[1]), len(trial.ranking.ids))
        student = trial.student(kept, bits_for(kept), GOLDEN)
        grams = trial.material.features.grams(course.texts)
        rows = bucket_rows(grams, student.bits, student.multiplier, student.buckets)
        part = LinearPart(student, rows[inside], student.weights.bias - trial.shift)
    keys = choose(first, reading, net.shape.kept, trial.ranking)
    network = build(net.shape, keys, course.targets.shape[1], part).to(device())

    def lessons_of(read: Sequences, texts: NDArray[np.int64]) -> Lessons:
        return lessons(read, keys, course.targets[texts], course.weights[texts], None if rows is None else rows[texts])

    held = None if net.epochs else lessons_of(read([course.texts[i] for i in stopping], reading), stopping)
    fitted = fit(
        network,
        lessons_of(seen, inside),
        held,
        seed=seed,
        epochs=net.epochs or EPOCHS,
        within=lambda network: shrink(network, net.limit, labels),
        advance=advance,
    )
    for made in (fitted.network, fitted.real):
        made.calibrated(1.0, trial.shift)
    return Made(fitted, keys, student)


def shrink(network: Network, limit: int, labels: tuple[str, ...]) -> None:
    """Leave rows out of the table until the package has at most `limit` bytes, or a few rows are left."""
    while (size := len(lower(network, labels))) > limit:
        rows = int(network.embed.rows_alive().sum())
        if rows <= 16:
            return
        table = max(size - limit, 1) / (network.embed.table.weight.shape[1] * 3.0 / 8 + 1)
        network.embed.trim(max(16, min(rows - 1, int(rows - 1.05 * table))))


def read(texts: list[str], reading: Reading) -> Sequences:
    return sequences(texts, head=reading.head, tail=reading.tail, words=reading.words, chars=reading.chars)


def device() -> torch.device:
    """The GPU when there is one. A seed gives the same bytes on one kind of device, not across kinds."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
