"""How a delimited file is written: its delimiter, its quoting, and whether the first row names the columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pinnace.data.names import is_known, names_picture

DELIMITERS = (",", ";", "\t", "|")
SEP_LINE = re.compile(r"sep=[,;|]")  # the first line of some exports for spreadsheets


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quoted: bool = True
    space_after: bool = False  # "a", "b"
    backslash: bool = False  # \" inside quotes instead of ""

    def reader(self, lines: Iterable[str]) -> Any:
        """A ``csv.reader`` (whose type has no public name) that refuses what is not well written."""
        return csv.reader(
            lines,
            strict=True,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            skipinitialspace=self.space_after,
            escapechar="\\" if self.backslash else None,
        )


def sniff(lines: list[str], delimiter: str | None = None) -> Dialect:
    """The dialect under which ``lines`` (the first of a file) make the most even table; plain CSV when none does.

    Judged by: nothing in them being badly written, then the share of rows as wide as most rows, then a header cell of a
    known name. Ties go to the earlier delimiter.
    """
    if lines and SEP_LINE.fullmatch(lines[0].strip()):
        return Dialect(lines[0].strip()[-1])
    best, best_score = Dialect(delimiter or ","), (False, 0.0, False)
    for candidate in candidates((delimiter,) if delimiter else DELIMITERS):
        score = evenness(lines, candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def candidates(delimiters: tuple[str, ...]) -> list[Dialect]:
    plain = [Dialect(d) for d in delimiters]
    spaced = [Dialect(d, space_after=True) for d in delimiters]
    escaped = [Dialect(d, backslash=True) for d in delimiters]
    unquoted = [Dialect(d, quoted=False) for d in delimiters if d == "\t"]  # IANA's TSV has no quotes
    return plain + unquoted + spaced + escaped


def evenness(lines: list[str], dialect: Dialect) -> tuple[bool, float, bool]:
    """(well written, share of rows of the usual width, a cell of the first row has a known name)."""
    widths: list[int] = []
    first: list[str] = []
    clean = True
    try:
        for cells in dialect.reader(lines):
            first = first or cells
            if cells:
                widths.append(len(cells))
                clean = clean and not any(cell.startswith(' "') for cell in cells)  # a quote that was not seen as one
    except csv.Error as error:
        clean = "unexpected end" in str(error)  # the sample may end inside a quoted text
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    if width < 2:
        return False, 0.0, False
    # One step of 0.1: a lone broken row must not make another delimiter look better than the right one.
    return clean, round(count / len(widths), 1), any(is_known(cell) for cell in first)


def has_header(rows: Sequence[Sequence[str]], wanted: tuple[str, ...]) -> bool:
    """Whether the first of ``rows`` names the columns rather than being data.

    Yes if a cell is a known column name or one the user named, or stands over a column of numbers. No if it is a text,
    a number, or comes again further down its column (a label). Over a column of names of pictures: yes if it is none.
    Else yes if the cells are short and all differ.
    """
    first, rest = rows[0], rows[1:]
    cells = [cell.strip() for cell in first]
    if any(is_known(cell) for cell in cells) or any(cell in wanted and not cell.isdecimal() for cell in cells):
        return True
    if any(map(names_picture, cells)):
        return False
    for index, cell in enumerate(cells):
        column = [row[index].strip() for row in rest if index < len(row)]
        if sum(map(names_picture, column)) > len(column) / 2:
            return True
        if is_number(cell) or len(cell) > 40 or len(cell.split()) > 4 or (cell and cell in column):
            return False
    for index, cell in enumerate(cells):
        column = [row[index].strip() for row in rest if index < len(row)]
        if cell and column and all(is_number(value) for value in column):
            return True
    filled = [cell for cell in cells if cell]
    return len(rest) > 0 and len(filled) > 1 and len(set(filled)) == len(filled)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
