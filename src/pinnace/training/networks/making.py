"""One network rung trained on one course, within its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from pinnace.training.balance import class_weights
from pinnace.training.buckets import GOLDEN, bits_for
from pinnace.training.budget import guess
from pinnace.training.device import device
from pinnace.training.ladder import Held
from pinnace.training.logistic import one_hot
from pinnace.training.networks.course import Course
from pinnace.training.networks.fitting import Fitted, fit
from pinnace.training.networks.keys import choose, leanings
from pinnace.training.networks.lessons import Lessons
from pinnace.training.networks.linear_part import FEWER, LinearPart
from pinnace.training.networks.lowering import lower
from pinnace.training.networks.network import Network
from pinnace.training.networks.reading import Reader, read
from pinnace.training.networks.recipe import Net, epochs, linear_bytes
from pinnace.training.networks.shapes import build
from pinnace.training.student import Student

FEWEST = 16  # rows of a table
WASTE = 0.002  # of the bytes, at most about: shrinking does not look for the last row


@dataclass(frozen=True)
class Made:
    """A trained rung, and how it reads."""

    fitted: Fitted
    reader: Reader


def make(
    net: Net,
    course: Course,
    stopping: Held | None,
    labels: tuple[str, ...],
    seed: int,
    advance: Callable[[], None] = lambda: None,
) -> Made:
    """Train on the course for the epochs of `net`, or until rows say to stop whose labels the course does not know."""
    trial, columns = course.trial, course.targets.shape[1]
    torch.manual_seed(seed)
    student = _student(net, course) if net.shape.kind == "hybrid" else None
    wholes = read(course.texts[: len(course.rows)], net.shape.reading)
    reader = Reader(choose(wholes, net.shape.reading, net.shape.kept, trial.ranking), student)
    lessons = reader.lessons(course.texts, course.targets, course.weights)
    part = None
    if student is not None and lessons.sparse is not None:
        part = LinearPart(student, lessons.sparse, student.weights.bias - trial.shift)
    network = build(net.shape, reader.keys, columns, part)
    if part is None:
        network.embed.begin(leanings(reader.keys, trial.ranking))
    fitted = fit(
        network.to(device()),
        lessons,
        None if stopping is None else _judges(stopping, course, reader),
        seed=seed,
        epochs=epochs(net.shape.kind),
        stop=(net.epochs, net.integer_epochs),
        within=lambda network: shrink(network, net.limit, labels),
        advance=advance,
    )
    for made in (fitted.network, fitted.real):
        made.calibrated(1.0, trial.shift)
    return Made(fitted, reader)


def _student(net: Net, course: Course) -> Student:
    limit, available = linear_bytes(net.limit), len(course.trial.ranking.ids)
    kept = guess(round(limit * FEWER), available, course.targets.shape[1])
    return course.trial.student(kept, bits_for(kept), GOLDEN)


def _judges(stopping: Held, course: Course, reader: Reader) -> Lessons:
    """The rows that say when to stop, each class with the weight that it has in the course."""
    material = course.trial.material
    weights = class_weights(material.labels[course.rows], material.classes)
    return reader.lessons(stopping.texts, one_hot(stopping.labels, material.classes), weights[stopping.labels])


def shrink(network: Network, limit: int, labels: tuple[str, ...]) -> None:
    """Leave rows out of the table until the package just fits into `limit` bytes, or a few rows are left."""
    embed, size = network.embed, len(lower(network, labels))
    rows = int(embed.rows_alive().sum())
    while size > limit and rows > FEWEST:  # comes down from above: what is not of rows is a small part
        rows = max(FEWEST, int(rows * (limit / size) * (1 - WASTE)))
        embed.trim(rows)
        size = len(lower(network, labels))
