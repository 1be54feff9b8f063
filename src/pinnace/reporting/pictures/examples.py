"""Pictures to look at: the surest mistakes, those taken for another class, and one of each class that it knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.data.rendering import local
from pinnace.reporting.formats import clean
from pinnace.reporting.pictures.drawn import inline
from pinnace.reporting.pictures.run import PictureRun
from pinnace.reporting.pictures.saliency import lit, saliency
from pinnace.training.validation import Validation

MOST = 12  # mistakes shown
PAIRS, EACH = 6, 5  # confusions, and pictures of each
KNOWN = 10  # classes of which a right answer is shown


@dataclass(frozen=True)
class Example:
    """A validation picture, and the same with what decided for its answer lit; ``lit`` is empty where not asked for."""

    seen: str
    lit: str
    place: str
    given: str
    said: str
    probability: float


@dataclass(frozen=True)
class Examples:
    """wrong: of all validation pictures; confused: (given, answered, how many, some of them)."""

    mistakes: tuple[Example, ...]
    wrong: int
    confused: tuple[tuple[str, str, int, tuple[Example, ...]], ...]
    known: tuple[Example, ...]


def examples(run: PictureRun) -> Examples | None:
    """None when the run kept no answers."""
    found = run.result.validation
    if found is None or not len(found.rows):
        return None
    wrong = np.flatnonzero(~found.right)
    surest = wrong[np.argsort(-found.confidence[wrong], kind="stable")]
    return Examples(
        tuple(example(run, found, int(i), True) for i in surest[:MOST]),
        len(wrong),
        tuple(confused(run, found, surest.tolist())),
        tuple(example(run, found, i, True) for i in known(found)),
    )


def confused(
    run: PictureRun, found: Validation, surest: list[int]
) -> list[tuple[str, str, int, tuple[Example, ...]]]:  # fmt: skip
    """The commonest confusions of all classes, with their surest examples."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for i in surest:
        pairs.setdefault((int(found.given[i]), int(found.said[i])), []).append(i)
    most = sorted(pairs.items(), key=lambda item: -len(item[1]))[:PAIRS]
    return [
        (
            clean(run.classes[given]),
            clean(run.classes[said]),
            len(rows),
            tuple(example(run, found, i, False) for i in rows[:EACH]),
        )
        for (given, said), rows in most
    ]


def known(found: Validation) -> list[int]:
    """The surest right answer of each class."""
    chosen = []
    for label in np.unique(found.given)[:KNOWN]:
        right = np.flatnonzero(found.right & (found.given == label))
        if len(right):
            chosen.append(int(right[np.argmax(found.confidence[right])]))
    return chosen


def example(run: PictureRun, found: Validation, i: int, explain: bool) -> Example:
    row, said = int(found.rows[i]), int(found.said[i])
    seen = run.pictures.seen[row]
    return Example(
        inline(seen),
        inline(lit(seen, saliency(run.model, seen, said))) if explain else "",
        clean(local(run.data_report, run.pictures.place(row)), 120),
        clean(run.classes[int(found.given[i])]),
        clean(run.classes[said]),
        float(found.confidence[i]),
    )
