"""Plain text files: one text per line, with fastText's ``__label__NAME`` in front where there are labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pinnace.data.encoding import detect
from pinnace.data.stream import open_lines
from pinnace.data.table import HEAD, Row, Table
from pinnace.errors import PinnaceError

PREFIX = "__label__"


def open_plain(path: Path) -> Table:
    """The lines of a text file that are not blank; two columns if the first line carries a fastText label, else one."""
    encoding, notes = detect(path)

    def lines() -> Iterator[tuple[int, str]]:
        for number, line in enumerate(open_lines(path, encoding), 1):
            if line := line.rstrip("\r\n"):
                yield number, line

    first = next(lines(), None)
    if first is None:
        raise PinnaceError("data.empty", what="the file is empty", where=str(path), hint="write one text per line")
    labelled = first[1].startswith(PREFIX)
    if labelled:
        notes.append("format: fastText (__label__NAME before each text)")

    def rows() -> Iterator[Row]:
        for number, line in lines():
            yield number, fasttext(path, number, line) if labelled else (line,)

    def scan(columns: Sequence[int]) -> Iterator[Row]:
        for number, cells in rows():
            yield number, [cells[column] for column in columns]

    names = ("text", "label") if labelled else ("text",)
    return Table(str(path), "text", "line", names, list(islice(rows(), HEAD)), scan, notes=notes)


def fasttext(path: Path, number: int, line: str) -> tuple[str, str | None]:
    """(text, label) of a line as fastText writes it; a line without the prefix has no label."""
    if not line.startswith(PREFIX):
        return line, None
    label, _, text = line.partition(" ")
    if text.lstrip().startswith(PREFIX):
        raise PinnaceError(
            "data.label",
            what="this line has more than one label",
            where=f"{path}, line {number}",
            hint="keep one label per text: classes exclude each other",
        )
    return text, label.removeprefix(PREFIX)
