"""Which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.reporting.formats import clean
from pinnace.reporting.run import AnyRun

MOST = 10  # classes in the table; of more, those with the most mistakes
WIDEST = 20  # characters of a name in it
NAMED = 5  # classes from which confusions are worth naming beside the table
PAIRS = 8  # commonest confusions named
SHADES = 8  # steps of shading


@dataclass(frozen=True)
class Cell:
    """Rows given one class and answered another; `share` of the given class; `shade` 0 to SHADES."""

    rows: int
    share: float
    shade: int
    right: bool


@dataclass(frozen=True)
class ClassRow:
    """A given class: its rows, how many of them were found, and how many of the answers with its name were right."""

    name: str
    rows: int
    recall: float | None
    precision: float | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Confusion:
    """rows and columns are the same classes, in the same order; `left_out` classes are not shown.

    pairs: (given, answered, rows) of the commonest confusions of all classes.
    """

    rows: tuple[ClassRow, ...]
    columns: tuple[str, ...]
    left_out: int
    pairs: tuple[tuple[str, str, int], ...]


def confusion(run: AnyRun) -> Confusion:
    matrix = run.result.confusion
    names = [clean(name, WIDEST) for name in run.classes]
    wrong = matrix - np.diag(np.diag(matrix))
    order = np.arange(len(names))
    if len(names) > MOST:
        order = np.sort(np.argsort(-(wrong.sum(0) + wrong.sum(1)), kind="stable")[:MOST])
    given, said = matrix.sum(1), matrix.sum(0)
    rows = []
    for i in order:
        cells = []
        for j in order:
            part = float(matrix[i, j]) / max(int(given[i]), 1)
            shade = int(np.ceil(SHADES * np.sqrt(part))) if matrix[i, j] else 0
            cells.append(Cell(int(matrix[i, j]), part, shade, i == j))
        right = int(matrix[i, i])
        rows.append(
            ClassRow(
                names[i],
                int(given[i]),
                right / int(given[i]) if given[i] else None,
                right / int(said[i]) if said[i] else None,
                tuple(cells),
            )
        )
    few = len(names) < NAMED
    worst = np.argsort(-wrong, axis=None, kind="stable")[:PAIRS]
    pairs = [
        (names[k // len(names)], names[k % len(names)], int(wrong.flat[k])) for k in worst if wrong.flat[k] and not few
    ]
    return Confusion(tuple(rows), tuple(names[i] for i in order), len(names) - len(order), tuple(pairs))
