"""A teacher that is a table: texts beside their chances, or beside a label for sure. It answers for those texts only.

What a hosted service or a large model said of a set of texts, kept in a file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.data.columns import choose, find
from pinnace.data.labels import unknown, whole_numbers
from pinnace.data.reading import MAX_ROWS, measured, read_label
from pinnace.data.sources import open_table
from pinnace.data.table import Table, listed
from pinnace.errors import PinnaceError
from pinnace.training.teacher.asking import SUM_TOLERANCE


class Answered:
    """A teacher (see asking.py) that knows `answers`: text -> (C,) chances."""

    def __init__(self, answers: dict[str, NDArray[np.float64]], classes: int) -> None:
        self.answers = answers
        self.nothing = np.full(classes, np.nan)

    @property
    def texts(self) -> list[str]:
        """The texts that it knows, in the order of the file."""
        return list(self.answers)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([self.answers.get(text, self.nothing) for text in texts]).reshape(-1, len(self.nothing))


def read_answers(
    path: str | PathLike[str],
    classes: tuple[str, ...],
    *,
    text_column: str | None = None,
    label_column: str | None = None,
) -> Answered:
    """Read a table of texts with a column of probabilities for each class, called as the class, or a column of labels.

    Rows without a text, or without any answer, are passed over; of two rows with the same text the first counts.
    Raises PinnaceError: ``data.*`` as `pinnace.data.read`, ``teacher.columns`` when some classes have a column and
    others none, ``teacher.row`` for chances that are none.
    """
    wanted = tuple(name for name in (text_column, label_column) if name)
    table = open_table(Path(path), wanted)
    columns = _class_columns(table, classes)
    chosen = choose(table, text=text_column, label=None, group=None, unlabelled=True) if columns else None
    if chosen is None:
        chosen = choose(table, text=text_column, label=label_column, group=None, unlabelled=False)
    order = [chosen.text, *(columns if columns else [chosen.label or 0])]
    answers: dict[str, NDArray[np.float64]] = {}
    for number, cells in table.scan(order):
        if not isinstance(cells[0], (str, bytes)) or not cells[0].strip():
            continue
        text, _ = measured(table, number, cells[0])
        if text in answers:
            continue
        given = _chances(table, number, cells[1:]) if columns else _sure(table, number, cells[1], classes)
        if given is not None:
            answers[text] = given
        if len(answers) > MAX_ROWS:
            break
    if not answers:
        raise PinnaceError(
            "data.empty", what="no row has a text and an answer", where=table.source, hint=_hint(classes)
        )
    return Answered(answers, len(classes))


def _class_columns(table: Table, classes: tuple[str, ...]) -> list[int]:
    """The column of each class; none when no class has one."""
    named = [name in table.names for name in classes]
    if not any(named):
        return []
    if not all(named):
        missing = [name for name, there in zip(classes, named, strict=True) if not there]
        raise PinnaceError(
            "teacher.columns",
            what=f"some classes have a column of probabilities, others none: {listed(missing)}",
            where=table.source,
            hint=_hint(classes),
        )
    return [find(table, name) for name in classes]


def _chances(table: Table, number: int, cells: Sequence[Any]) -> NDArray[np.float64] | None:
    """(C,) of one row, adding up to 1; None when every cell is empty."""
    if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
        return None
    try:
        values = [float(cell) for cell in cells]
    except (TypeError, ValueError) as error:
        raise _bad_row(table, number, f"its probabilities are {list(cells)}") from error
    total = math.fsum(values)
    if not all(0.0 <= value <= 1.0 + SUM_TOLERANCE for value in values) or abs(total - 1.0) > SUM_TOLERANCE:
        raise _bad_row(table, number, f"its probabilities {values} do not add up to 1")
    return np.array(values) / total


def _sure(table: Table, number: int, cell: Any, classes: tuple[str, ...]) -> NDArray[np.float64] | None:
    label = read_label(table, number, cell)
    if label is None:
        return None
    label = label if label in classes else whole_numbers([label]).get(label, label)
    if label not in classes:
        raise unknown(label, classes, table.place(number))
    return np.eye(len(classes))[classes.index(label)]


def _bad_row(table: Table, number: int, what: str) -> PinnaceError:
    return PinnaceError(
        "teacher.row",
        what=what,
        where=table.place(number),
        hint="give each class a number from 0 to 1, together 1; or leave all of a row's cells empty",
    )


def _hint(classes: tuple[str, ...]) -> str:
    return f"name a column after each class ({', '.join(classes[:10])}), or give one column of labels"
