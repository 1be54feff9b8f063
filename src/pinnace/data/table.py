"""What every reader hands over: named columns, the first rows to judge them by, and one pass over the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

HEAD = 1000  # rows that columns are chosen by

Row = tuple[int, Sequence[Any]]  # line, row or file number from 1; one cell per column asked for


@dataclass
class Table:
    """A source of rows that is read once.

    names   column names; ``column 1`` ... when the file has none (``named`` is False)
    head    up to ``HEAD`` first rows with every column; ``scan`` yields them again
    scan    ``scan((2, 0))`` yields every row as (number, (cell of column 2, cell of column 0)); call it once
    """

    source: str
    format: str
    unit: str
    names: tuple[str, ...]
    head: list[Row]
    scan: Callable[[Sequence[int]], Iterator[Row]]
    named: bool = True
    files: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def place(self, number: int) -> str:
        """Where row ``number`` is, for error messages."""
        return self.files[number - 1] if self.files else f"{self.source}, {self.unit} {number}"


def listed(names: Sequence[str]) -> str:
    """Column names for an error message."""
    shown = ", ".join(names[:20])
    return f"{shown}, … ({len(names)} in all)" if len(names) > 20 else shown
