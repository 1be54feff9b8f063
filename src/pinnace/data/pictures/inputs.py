"""``read_picture_inputs``: pictures to predict, in order, one for every file or row, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike, fsdecode
from pathlib import Path

from pinnace.data.inputs import decoded, read_lines
from pinnace.data.names import names_picture
from pinnace.data.pictures.decoding import MAGIC, decode
from pinnace.data.pictures.listing import no_column, picture_column, pictures_below, table_of
from pinnace.data.sources import suffix_of
from pinnace.data.table import Table


def read_picture_inputs(path: str | PathLike[str], column: str | None = None) -> Iterator[tuple[str, bytes]]:
    """(where it is, raw form) of every picture that ``path`` stands for, decoded when its turn comes.

    A picture, a folder of them, a ``.txt`` with a path on every line, JSONL objects whose ``base64`` is an encoded or a
    raw picture, or a table that ``pinnace train`` reads, ``column`` naming the paths or encoded bytes; labels are not
    needed. Paths count from the file's folder. Raises PinnaceError: data.*, data.picture for one that is none.
    """
    path = Path(path)
    if path.is_dir() or not path.exists() or names_picture(path.name):
        return ((str(file), decode(file)) for file in pictures_below(path))
    if suffix_of(path) in (".txt", ".text"):
        lines = [line if isinstance(line, str) else fsdecode(line) for line in read_lines(path)]
        return ((line, decode(path.parent / line)) for line in lines)
    table = table_of(path)
    if table.format in ("JSONL", "JSON") and "base64" in table.names and column in (None, "base64"):
        return _coded(table)
    index = picture_column(table) if column is None else table.names.index(column) if column in table.names else None
    if index is None:
        raise no_column(table, column)
    return _listed(table, index, path.parent)


def _coded(table: Table) -> Iterator[tuple[str, bytes]]:
    for number, (cell,) in table.scan([table.names.index("base64")]):
        data = decoded(table, number, cell)
        yield table.place(number), decode(data) if data.startswith(MAGIC) else data


def _listed(table: Table, index: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    for number, (cell,) in table.scan([index]):
        encoded = isinstance(cell, bytes)
        yield table.place(number) if encoded else str(cell), decode(cell if encoded else folder / str(cell or ""))
