"""A folder per class: every file below ``FOLDER/CLASS/`` is one text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pinnace.data.encoding import older, western
from pinnace.data.magic import refuse_binary
from pinnace.data.stream import MAX_TEXT
from pinnace.data.table import HEAD, Row, Table
from pinnace.errors import PinnaceError

SPLITS = {"train", "training", "test", "testing", "val", "valid", "validation", "dev"}
DATA_FILES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".gz")


def open_folder(path: Path) -> Table:
    """The texts below ``path`` in the order of their names; hidden files and folders are left out."""
    found = classes_of(path, "reviews/pos/1.txt, reviews/neg/2.txt")

    def scan(columns: Sequence[int]) -> Iterator[Row]:
        for number, (file, label) in enumerate(found, 1):
            cells = (read_text(file), label)
            yield number, [cells[column] for column in columns]

    head: list[Row] = [(number, (read_text(file), label)) for number, (file, label) in enumerate(found[:HEAD], 1)]
    return Table(
        *(str(path), "folder per class", "file", ("text", "label"), head, scan),
        files=tuple(str(file) for file, _ in found),
    )


def classes_of(path: Path, example: str) -> list[tuple[Path, str]]:
    """(file, class) of every file below ``path``, in order. Raises data.empty, data.format with an ``example``."""
    folders = sorted(entry for entry in path.iterdir() if entry.is_dir() and not hidden(entry.name))
    found = [(file, folder.name) for folder in folders for file in files_below(folder)]
    if not found:
        raise no_classes(path, folders, example)
    splits = [folder.name for folder in folders if folder.name.casefold() in SPLITS]
    if splits:
        raise PinnaceError(
            "data.format",
            what=f"its folders are parts of a data set ({', '.join(splits)}), not classes",
            where=str(path),
            hint=f"give one part, for example {path / splits[0]}",
        )
    return found


def files_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for directory, below, names in os.walk(folder, onerror=fail):
        below[:] = [name for name in below if not hidden(name)]
        found += [Path(directory, name) for name in names if not hidden(name)]
    return sorted(found)


def fail(error: OSError) -> None:
    """``os.walk`` would leave out silently what it may not read."""
    raise error


def read_text(file: Path) -> str:
    """The text of one file: UTF-8, UTF-16 with a byte-order mark, or an older encoding (see ``encoding``)."""
    try:
        size = file.stat().st_size
        if not file.is_file():  # a pipe would be waited for, for ever
            raise PinnaceError("data.format", what="not a file", where=str(file), hint="leave it out of the folder")
        data = b"" if size > MAX_TEXT else file.read_bytes()
    except OSError as error:
        raise PinnaceError(
            "data.missing", what=f"cannot be read: {error.strerror}", where=str(file), hint="check its permissions"
        ) from error
    if size > MAX_TEXT:
        raise PinnaceError(
            "data.too_long",
            what=f"the text holds {size / 1e6:.0f} MB",
            where=str(file),
            hint="cut it, or split it into files",
        )
    refuse_binary(file, data[:64])
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\0" not in data:
            return decode(data)
    except UnicodeDecodeError:
        pass
    raise PinnaceError(
        "data.encoding",
        what="this is neither UTF-8 nor a text in a common encoding",
        where=str(file),
        hint="save it as UTF-8",
    )


def decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        guess = "cp1252" if western(data) else older(data)
        if guess is None:
            raise
        return data.decode(guess)


def no_classes(path: Path, folders: list[Path], example: str) -> PinnaceError:
    tables = sorted(entry.name for entry in path.iterdir() if entry.suffix in DATA_FILES)
    if tables:
        hint = f"give one of its files, for example {path / tables[0]}"
    else:
        hint = f"make one folder per class and put what belongs to the class into it: {example}"
    what = "its folders hold no files" if folders else "it holds no class folders"
    return PinnaceError("data.empty" if folders else "data.format", what=what, where=str(path), hint=hint)


def hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX")) or name in ("Thumbs.db", "desktop.ini")
