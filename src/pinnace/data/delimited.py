"""CSV, TSV and their relatives, read strictly: every row is as wide as the first, or the error names its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from pinnace.data.dialect import Dialect, has_header, sniff
from pinnace.data.encoding import detect
from pinnace.data.stream import MAX_TEXT, open_lines
from pinnace.data.table import HEAD, Row, Table, listed
from pinnace.errors import PinnaceError

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def open_delimited(path: Path, *, delimiter: str | None = None, wanted: tuple[str, ...] = ()) -> Table:
    """The table in a delimited file. ``wanted``: column names the user gave, which help to recognise a header."""
    encoding, notes = detect(path)
    sample: list[str] = []
    size = 0
    for line in open_lines(path, encoding):
        sample.append(line)
        size += len(line)
        if len(sample) == 200 or size > 1 << 18:
            break
    dialect = sniff(sample, delimiter)
    if dialect.delimiter != (delimiter or ","):
        notes.append(f"delimiter: {NAMES[dialect.delimiter]} (guessed)")
    if not dialect.quoted:
        notes.append('quotes: kept as they are (fields begin with a " that does not end)')

    rows = records(path, encoding, dialect)
    head: list[Row] = list(islice(rows, HEAD))
    if not head:
        raise empty(path)
    named = has_header([cells for _, cells in head[:200]], wanted)
    if named:
        names = unique_names(head.pop(0)[1])
        if not head:
            raise PinnaceError(
                "data.empty",
                what="the file has a header and no rows",
                where=str(path),
                hint="add rows of text and label",
            )
    else:
        names = unique_names([""] * len(head[0][1]))
        notes.append("header: none found, so columns are called 'column 1', 'column 2', …")
    width = len(names)
    for number, cells in head:
        check_width(path, number, cells, width, names)

    def scan(columns: Sequence[int]) -> Iterator[Row]:
        pick = itemgetter(*columns) if len(columns) > 1 else lambda cells: (cells[columns[0]],)
        for number, cells in chain(head, rows):
            if len(cells) != width:
                check_width(path, number, cells, width, names)
            yield number, pick(cells)

    return Table(
        str(path), "TSV" if dialect.delimiter == "\t" else "CSV", "line", names, head, scan, named, notes=notes
    )


def records(path: Path, encoding: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, cells) of every row that is not blank."""
    taken: list[str] = []  # the lines of the row being read, kept to find where a quote opened

    def lines() -> Iterator[str]:
        for line in open_lines(path, encoding):
            taken.append(line)
            if "\0" in line:
                raise csv.Error("NUL")
            yield line

    limit = csv.field_size_limit(MAX_TEXT)
    try:
        reader = dialect.reader(lines())
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise broken(path, str(error), number, taken, dialect.delimiter) from error
            taken.clear()
            if number == 1 and cells[:1] == ["sep="]:
                continue
            if len(cells) > 1 or (cells and not cells[0].isspace()):
                yield number, cells
    finally:
        csv.field_size_limit(limit)


def broken(path: Path, error: str, first: int, taken: list[str], delimiter: str) -> PinnaceError:
    last = first + len(taken) - 1
    if error == "NUL":
        return PinnaceError(
            "data.row",
            what="this line holds a NUL byte, which no text does",
            where=f"{path}, line {last}",
            hint="write the file again from its source; it may be damaged or only partly UTF-16",
        )
    if "unexpected end" in error or "field larger" in error:
        opened = first + quote_opens(taken, delimiter)
        if "field larger" in error and opened == last:
            return PinnaceError(
                "data.too_long",
                what=f"one field holds more than {MAX_TEXT // 1_000_000} MB",
                where=f"{path}, line {opened}",
                hint="cut the text",
            )
        return PinnaceError(
            "data.row",
            what="a quote opens here and never closes",
            where=f"{path}, line {opened}",
            hint='close it with ", or write a quote that is part of the text twice: ""',
        )
    return PinnaceError(
        "data.row",
        what=f"a quoted field must end at the next {NAMES[delimiter]} or line end, and text follows its closing quote",
        where=f"{path}, line {last}",
        hint='write a quote that is part of the text twice: "She said ""yes"""',
    )


def quote_opens(taken: list[str], delimiter: str) -> int:
    """Index of the line on which the quote that is still open at the end of ``taken`` opened."""
    inside, opened, start = False, 0, True
    for index, line in enumerate(taken):
        for character in line:
            if character == '"' and (inside or start):
                inside = not inside
                if inside and start:
                    opened = index
                start = False
            elif not inside:
                start = character == delimiter or character in "\r\n"
    return opened


def check_width(path: Path, number: int, cells: Sequence[str], width: int, names: Sequence[str]) -> None:
    if len(cells) == width:
        return
    many = len(cells) > width
    hint = 'put quotes around a field that holds the delimiter: "good, cheap"' if many else "add the missing fields"
    raise PinnaceError(
        "data.row",
        what=f"fields in this row: {len(cells)}; columns in the file: {width} ({listed(names)})",
        where=f"{path}, line {number}",
        hint=hint,
    )


def unique_names(cells: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for index, cell in enumerate(cells):
        name = cell.strip() or f"column {index + 1}"
        names.append(name if name not in names else f"{name} ({index + 1})")
    return tuple(names)


def empty(path: Path) -> PinnaceError:
    return PinnaceError(
        "data.empty", what="the file is empty", where=str(path), hint="give a file with rows of text and label"
    )
