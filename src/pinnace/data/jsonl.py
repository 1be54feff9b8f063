"""JSON Lines (.jsonl, .ndjson) and JSON arrays (.json): one object per row, its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pinnace.data.encoding import detect
from pinnace.data.stream import MAX_TEXT, open_chunks, open_lines
from pinnace.data.table import HEAD, Row, Table
from pinnace.errors import PinnaceError

Record = tuple[int, dict[str, Any]]
NEWLINE = "\n"


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
    if len(head) == 1 and head[0][1] and all(isinstance(value, (dict, list)) for value in head[0][1].values()):
        raise PinnaceError(
            "data.format",
            what="this is one object that holds columns or a list, not rows",
            where=str(path),
            hint='write one object per row (pandas: frame.to_json(path, orient="records", lines=True))',
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
    return next((stripped[0] for chunk in open_chunks(path, encoding) if (stripped := chunk.lstrip())), "")


def line_records(path: Path, encoding: str) -> Iterator[Record]:
    """(line, object) of every line that is not blank."""
    for number, line in enumerate(open_lines(path, encoding), 1):
        if line.isspace():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise PinnaceError(
                "data.row",
                what=f"this line is not JSON: {error.msg}",
                where=f"{path}, line {number}, column {min(error.pos, len(line.rstrip())) + 1}",
                hint="write one whole object per line (JSONL), or one array of objects",
            ) from error
        except (ValueError, RecursionError) as error:  # thousands of digits or brackets
            raise unreasonable(f"{path}, line {number}", error) from error
        yield number, checked(record, f"{path}, line {number}")


def array_records(path: Path, encoding: str) -> Iterator[Record]:
    """(position from 1, object) of every element of the array, with one element and one chunk in memory at most."""
    decode = json.JSONDecoder().raw_decode
    chunks = open_chunks(path, encoding)
    buffer, line, number = "", 1, 0  # line: of the first character in the buffer
    while "[" not in buffer:
        buffer += next(chunks)
    at = buffer.index("[") + 1
    while True:
        while at < len(buffer) and buffer[at] in " \t\r\n,":
            at += 1
        broken, place, sure = "it never closes", at, False
        if at < len(buffer):
            if buffer[at] == "]":
                return
            try:
                record, end = decode(buffer, at)
            except json.JSONDecodeError as error:
                broken, place = error.msg, error.pos
                # Far from the end of the buffer it is no object that goes on in the next chunk.
                sure = place < len(buffer) - 64 and not broken.startswith("Unterminated")
            except (ValueError, RecursionError) as error:
                raise unreasonable(f"{path}, row {number + 1}", error) from error
            else:
                number += 1
                yield number, checked(record, f"{path}, row {number}")
                at = end
                continue
        more = "" if sure or len(buffer) - at > 2 * MAX_TEXT else next(chunks, "")
        if not more:
            raise PinnaceError(
                "data.row",
                what=f"the array is broken after {number:,} rows: {broken}",
                where=f"{path}, line {line + buffer.count(NEWLINE, 0, place)}, "
                f"column {place - buffer.rfind(NEWLINE, 0, place)}",
                hint="write the file again, or as JSONL: one object per line",
            )
        line += buffer.count(NEWLINE, 0, at)
        buffer, at = buffer[at:] + more, 0


def checked(record: Any, place: str) -> dict[str, Any]:
    if isinstance(record, dict):
        return record
    raise PinnaceError(
        "data.row",
        what=f"this is {kind(record)}, not an object",
        where=place,
        hint='write objects with the same keys: {"text": "…", "label": "…"}',
    )


def unreasonable(place: str, error: Exception) -> PinnaceError:
    return PinnaceError("data.row", what=f"this is no plain object: {error}", where=place, hint="write flat objects")


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
