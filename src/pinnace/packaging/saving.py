"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pinnace.errors import PinnaceError


def prepare(folder: str | os.PathLike[str]) -> Path:
    """The folder that results will go to, checked before any work is done but not yet made. Raises usage.out."""
    out = Path(folder)
    nearest = next(path for path in (out, *out.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise PinnaceError(
            "usage.out",
            what="a file is where the results' folder should be",
            where=str(nearest),
            hint="give another --out",
        )
    if not os.access(nearest, os.W_OK):
        raise PinnaceError(
            "usage.out",
            what="results cannot be written there",
            where=str(nearest),
            hint="give a folder of yours as --out",
        )
    return out


def save(path: Path, data: bytes) -> None:
    """One file: `save_all`."""
    save_all({path: data})


def save_all(files: Mapping[Path, bytes]) -> None:
    """Writes all beside their goals, then moves each over it: a path holds its old bytes or its new ones, whole.

    When one of them cannot be written, none is. The last one is moved last: whoever finds it new finds all new.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
            written.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for made, path in written:
            made.replace(path)
    except BaseException:
        for made, _ in written:
            made.unlink(missing_ok=True)
        raise
