"""JSON Lines (.jsonl, .ndjson) and JSON arrays (.json): one object per row, its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pinnace.data.encoding import detect
from pinnace.data.stream import MAX_TEXT, open_lines
from pinnace.data.table import HEAD, Row, Table
from pinnace.errors import PinnaceError

Record = tuple[int, dict[str, Any]]


def open_json(path: Path) -> Table:
    """The table in a JSONL file or in a JSON array of objects: told apart by the first character, not by the name."""
    encoding, notes = detect(path)
    array = first_character(path, encoding) == "["
    rows = array_records(path, encoding) if array else line_records(path, encoding)
    head = list(islice(rows, HEAD))
    if not head:
        raise PinnaceError(
            "data.empty", what="the file has no rows", where=str(path), hint='give objects: {"text": "…", "label": "…"}'
        )
    names = tuple(dict.fromkeys(key for _, record in head for key in record))

    def scan(columns: Sequence[int]) -> Iterator[Row]:
        wanted = [names[column] for column in columns]
        for number, record in chain(head, rows):
            yield number, [record.get(name) for name in wanted]

    cells: list[Row] = [(number, [record.get(name) for name in names]) for number, record in head]
    format_, unit = ("JSON", "row") if array else ("JSONL", "line")
    return Table(str(path), format_, unit, names, cells, scan, notes=notes)


def first_character(path: Path, encoding: str) -> str:
    for line in open_lines(path, encoding):
        if stripped := line.strip():
            return stripped[0]
    return ""


def line_records(path: Path, encoding: str) -> Iterator[Record]:
    """(line, object) of every line that is not blank."""
    for number, line in enumerate(open_lines(path, encoding), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise PinnaceError(
                "data.row",
                what=f"this line is not JSON: {error.msg}",
                where=f"{path}, line {number}, column {error.colno}",
                hint="write one object per line, the last line complete",
            ) from error
        except RecursionError as error:
            raise PinnaceError(
                "data.row", what="nested too deeply", where=f"{path}, line {number}", hint="write flat objects"
            ) from error
        yield number, checked(record, f"{path}, line {number}")


def array_records(path: Path, encoding: str) -> Iterator[Record]:
    """(position from 1, object) of every element of the array, with at most one element and one chunk in memory."""
    decode = json.JSONDecoder().raw_decode
    lines = open_lines(path, encoding)
    buffer, line, number = next(lines, "").lstrip(), 1, 0
    while not buffer:
        buffer, line = next(lines).lstrip(), line + 1
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(" \t\r\n,") if number else buffer.lstrip()
        if buffer.startswith("]"):
            return
        if buffer:
            try:
                record, end = decode(buffer)
            except json.JSONDecodeError as error:
                failure: json.JSONDecodeError | None = error
            else:
                number += 1
                yield number, checked(record, f"{path}, row {number}")
                buffer = buffer[end:]
                continue
        else:
            failure = None
        more = "".join(islice(lines, 1 + buffer.count("\n")))  # doubling keeps long elements linear
        if not more or len(buffer) > 2 * MAX_TEXT:
            raise PinnaceError(
                "data.row",
                what=f"the array is broken after {number:,} rows: {failure.msg if failure else 'it never closes'}",
                where=f"{path}, row {number + 1}",
                hint="write the file again, or as JSONL: one object per line",
            )
        buffer += more


def checked(record: Any, place: str) -> dict[str, Any]:
    if isinstance(record, dict):
        return record
    raise PinnaceError(
        "data.row",
        what=f"this is {kind(record)}, not an object",
        where=place,
        hint='write objects with the same keys: {"text": "…", "label": "…"}',
    )


def kind(value: Any) -> str:
    """JSON's word for a value, with its article."""
    names = {
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null" if value is None else f"a {type(value).__name__}")
