"""Where pictures and their labels are: a folder per class, or a table of paths or of encoded bytes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pinnace.data.columns import choose
from pinnace.data.folder import classes_of, files_below, hidden
from pinnace.data.names import PICTURES, names_picture
from pinnace.data.parquet import open_parquet
from pinnace.data.pictures.decoding import MAGIC
from pinnace.data.sources import open_table, suffix_of
from pinnace.data.table import Table, listed
from pinnace.errors import PinnaceError

GLANCE = 50  # files or rows that tell whether these are pictures


@dataclass(frozen=True)
class Entry:
    """One picture before it is decoded: its place for people, a path or encoded bytes, cells of label and group."""

    place: str
    source: Path | bytes
    label: Any
    group: Any = None


@dataclass
class Listing:
    """All pictures of a data set, in order."""

    source: str
    format: str
    entries: Iterator[Entry]
    label_column: str = ""
    notes: list[str] = field(default_factory=list)


def holds_pictures(path: Path) -> bool:
    """Does this look like pictures, not texts? Unreadable data do not: whoever reads them will say why."""
    if path.is_dir():
        names = itertools.islice((file.name for folder in folders(path) for file in files_below(folder)), GLANCE)
        return any(name.casefold().endswith(PICTURES) for name in names)
    try:
        return picture_column(table_of(path)) is not None
    except (PinnaceError, OSError):
        return False


def folders(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir() and not hidden(entry.name))


def open_listing(path: Path, *, column: str | None, label: str | None, group: str | None) -> Listing:
    """Raises PinnaceError: data.missing, data.format, data.empty, data.columns, data.pictures."""
    if path.is_dir():
        found = classes_of(path, "photos/cat/1.jpg, photos/dog/2.jpg")
        if not any(file.suffix.casefold() in PICTURES for file, _ in found):
            raise no_pictures(path)
        return Listing(str(path), "folder per class", (Entry(str(file), file, name) for file, name in found))
    table = table_of(path)
    index = table.names.index(column) if column in table.names else picture_column(table)
    if index is None or (column and column not in table.names):
        raise no_column(table, column)
    columns = choose(table, text=table.names[index], label=label, group=group, unlabelled=False)
    assert columns.label is not None
    wanted = [index, columns.label, *([] if columns.group is None else [columns.group])]
    notes = [*table.notes, f"picture column: {table.names[index]}", *columns.notes]
    return Listing(str(path), table.format, rows(table, wanted, path.parent), table.names[columns.label], notes)


def table_of(path: Path) -> Table:
    return (
        open_parquet(path, pictures=True)
        if suffix_of(path) in (".parquet", ".pq") and path.exists()
        else open_table(path)
    )


def rows(table: Table, columns: list[int], folder: Path) -> Iterator[Entry]:
    for number, cells in table.scan(columns):
        cell = cells[0]
        source = cell if isinstance(cell, bytes) else folder / str(cell or "")
        yield Entry(table.place(number), source, cells[1], cells[2] if len(columns) > 2 else None)


def picture_column(table: Table) -> int | None:
    """The first column whose cells are encoded pictures, or name files that are."""
    for index in range(len(table.names)):
        cells = [cells[index] for _, cells in table.head[:GLANCE] if cells[index]]
        if cells and sum(map(is_picture, cells)) > len(cells) / 2:
            return index
    return None


def is_picture(cell: Any) -> bool:
    if isinstance(cell, bytes):
        return cell.startswith(MAGIC)
    return isinstance(cell, str) and names_picture(cell)


def no_column(table: Table, column: str | None) -> PinnaceError:
    return PinnaceError(
        "data.columns",
        what=f"there is no column {column!r}" if column else "no column holds paths of pictures, or their bytes",
        where=table.source,
        hint=f"the columns are: {listed(table.names)}; paths count from the file's folder",
    )


def no_pictures(path: Path) -> PinnaceError:
    return PinnaceError(
        "data.empty",
        what="its folders hold no JPEG, PNG, WebP or GIF files",
        where=str(path),
        hint="one folder per class, pictures inside: photos/cat/1.jpg, photos/dog/2.jpg",
    )


def pictures_below(path: Path) -> list[Path]:
    """A picture, or all of a folder in order of their names. Raises PinnaceError("data.missing")."""
    found = [file for file in files_below(path) if file.name.casefold().endswith(PICTURES)] if path.is_dir() else [path]
    if not path.exists() or not found:
        raise PinnaceError(
            "data.missing",
            what="there is no such file or folder" if found else "there are no pictures",
            where=str(path),
            hint="give a picture, or a folder of them",
        )
    return found
