"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
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
    """Writes beside the goal, then moves over it: whoever reads the path sees the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
