"""``read_inputs``: raw inputs to predict, in order, one for every row, bytes that are not text included."""

from __future__ import annotations

import base64
import binascii
from os import PathLike
from pathlib import Path
from typing import Any

from pinnace.data.columns import choose
from pinnace.data.encoding import BOMS, detect, well_formed
from pinnace.data.jsonl import kind
from pinnace.data.sources import first_bytes, open_table, suffix_of
from pinnace.data.stream import open_bytes
from pinnace.data.table import Table
from pinnace.errors import PinnaceError


def read_inputs(path: str | PathLike[str], column: str | None = None) -> list[str | bytes]:
    """Every input of a file, in order; nothing is dropped, sampled or merged, and a missing text is ``""``.

    A ``.txt`` file has one input per line (LF, or CR LF throughout), blank ones included except after the last line
    end; a line that is not UTF-8 comes as ``bytes``. JSONL objects with a ``base64`` key are the bytes it encodes.
    Everything else is read as ``read`` reads it, ``column`` naming the text.
    """
    source = Path(path)
    if suffix_of(source) in (".txt", ".text") and not source.is_dir():
        return read_lines(source)
    table = open_table(source, (column,) if column else ())
    raw = table.names.index("base64") if table.format in ("JSONL", "JSON") and "base64" in table.names else None
    if raw is not None and column in (None, "base64"):
        text = next((i for i, name in enumerate(table.names) if name == "text"), None)
        order = [raw] if text is None else [raw, text]
        return [
            decoded(table, number, cells[0]) if cells[0] is not None else as_text(table, number, cells[-1])
            for number, cells in table.scan(order)
        ]
    columns = choose(table, text=column, label=None, group=None, unlabelled=True)
    return [as_text(table, number, cells[0]) for number, cells in table.scan([columns.text])]


def read_lines(path: Path) -> list[str | bytes]:
    if first_bytes(path).startswith(tuple(mark for mark, name in BOMS if name == "utf-16")):
        encoding, _ = detect(path)
        with open_bytes(path) as raw:
            data = raw.read().decode(encoding).encode()
    else:
        with open_bytes(path) as raw:
            data = raw.read().removeprefix(b"\xef\xbb\xbf")
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    if lines and all(line.endswith(b"\r") for line in lines):
        lines = [line[:-1] for line in lines]
    return [text_or_bytes(line) for line in lines]


def text_or_bytes(line: bytes) -> str | bytes:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line


def decoded(table: Table, number: int, value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise PinnaceError(
            "data.row",
            what=f"the field 'base64' cannot be decoded: {error}",
            where=table.place(number),
            hint="use the standard alphabet with padding, as Python's base64.b64encode writes",
        ) from error


def as_text(table: Table, number: int, value: Any) -> str | bytes:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isascii() else well_formed(value)
    if isinstance(value, bytes):
        return text_or_bytes(value)
    raise PinnaceError(
        "data.row",
        what=f"the input is {kind(value)}, not a string: {str(value)[:40]}",
        where=table.place(number),
        hint="name the column with the texts: --column NAME",
    )
