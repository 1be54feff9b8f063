"""Folders appear whole or not at all, and never over something that is not ours."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pinnace.errors import PinnaceError

BEFORE = (".pinnace", ".wasm")


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes beside the goal, then moves it there. Raises usage.out where the goal holds anything else."""
    foreign = others(folder, files)
    if foreign:
        raise PinnaceError(
            "usage.out",
            what="something that was not shipped by pinnace lies where the files should go",
            where=str(folder / foreign),
            hint="give another --out, or move it away",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        write(fresh / "new", files)
        if folder.exists():
            folder.replace(fresh / "old")
        (fresh / "new").replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def others(folder: Path, files: Mapping[str, bytes]) -> str | None:
    """A file that is there and not among ``files``; packages and cores that were shipped before are not meant."""
    if folder.exists() and not folder.is_dir():
        return "."
    return next((path for path in read(folder) if path not in files and not path.endswith(BEFORE)), None)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Plain writing of many files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read(folder: Path, skip: frozenset[str] = frozenset()) -> dict[str, bytes]:
    """Every file of a folder by its path in it, without the folders named in ``skip``."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - skip)
        for name in sorted(names):
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
