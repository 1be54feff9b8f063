"""Opens whatever the user points at: chosen by what the file is first, by its name second."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from pinnace.data.delimited import open_delimited
from pinnace.data.folder import open_folder
from pinnace.data.jsonl import open_json
from pinnace.data.magic import is_parquet, refuse_binary
from pinnace.data.parquet import open_parquet
from pinnace.data.plain import open_plain
from pinnace.data.stream import open_bytes
from pinnace.data.table import Table
from pinnace.errors import PinnaceError

FORMATS = "CSV, TSV, JSONL, JSON, Parquet, .txt (each may be gzipped, except Parquet) or a folder per class"


def open_table(path: Path, wanted: tuple[str, ...] = ()) -> Table:
    """The rows of a file or folder. ``wanted``: the column names that the user gave."""
    try:
        if path.is_dir():
            return open_folder(path)
        head = first_bytes(path)
    except OSError as error:
        raise PinnaceError(
            "data.missing",
            what=f"cannot be read: {error.strerror}",
            where=str(path),
            hint="check the path and its permissions",
        ) from error
    suffix = suffix_of(path)
    if is_parquet(head) or suffix in (".parquet", ".pq"):
        return open_parquet(path)
    refuse_binary(path, head)
    match suffix:
        case ".csv":
            return open_delimited(path, wanted=wanted)
        case ".tsv" | ".tab":
            return open_delimited(path, delimiter="\t", wanted=wanted)
        case ".jsonl" | ".ndjson" | ".json":
            return open_json(path)
        case ".txt" | ".text":
            return open_plain(path)
    raise PinnaceError(
        "data.format",
        what=f"the ending {suffix or 'of the name (there is none)'} does not say what kind of data this is",
        where=str(path),
        hint=f"rename it; what can be read: {FORMATS}",
    )


def suffix_of(path: Path) -> str:
    """``.csv`` for ``Reviews.CSV`` and ``reviews.csv.gz``."""
    name = path.name.casefold()
    return Path(name.removesuffix(".gz")).suffix


def first_bytes(path: Path) -> bytes:
    """The first bytes of a file, unpacked; refuses a file that is missing or empty."""
    if not path.exists():
        raise missing(path)
    with open_bytes(path) as raw:
        head = raw.read(64)
    if not head:
        raise PinnaceError(
            "data.empty", what="the file is empty", where=str(path), hint="give a file with rows of text and label"
        )
    return head


def missing(path: Path) -> PinnaceError:
    folder = path.parent
    if not folder.is_dir():
        return PinnaceError("data.missing", what="there is no such folder", where=str(folder), hint="check the path")
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    lower = {name.casefold(): name for name in names}
    near = [lower[name] for name in get_close_matches(path.name.casefold(), lower, n=2, cutoff=0.7)]
    near += [name for name in names if Path(name).stem == path.stem and name not in near]
    hint = f"did you mean {' or '.join(str(folder / name) for name in near[:3])}?" if near else "check the path"
    return PinnaceError("data.missing", what="there is no such file", where=str(path), hint=hint)
