"""The folder that is examined: its files, read once, those of tools and dependencies left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pinnace.errors import PinnaceError

SKIP = {"node_modules", "Pods", "__pycache__", "DerivedData", "site-packages"}  # and all that begin with a dot
LARGEST = 64_000_000  # bytes of a file that is still read
MOST = 200_000  # files


@dataclass(frozen=True)
class Project:
    """Paths are relative to ``root``, with slashes."""

    root: Path

    @cached_property
    def paths(self) -> list[str]:
        """Every file, sorted. Raises PinnaceError("usage.file") where there is no such folder."""
        if not self.root.is_dir():
            raise PinnaceError(
                "usage.file", what="there is no such folder", where=str(self.root), hint="give the folder of an app"
            )
        found: list[str] = []
        for place, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in SKIP and not name.startswith("."))
            found += [Path(place, name).relative_to(self.root).as_posix() for name in names]
            if len(found) > MOST:
                what = f"more than {MOST:,} files lie there"
                raise PinnaceError("usage.file", what=what, where=str(self.root), hint="give the folder of one app")
        return sorted(found)

    def ending(self, *ends: str) -> Iterator[str]:
        """Paths with one of these endings."""
        return (path for path in self.paths if path.endswith(ends))

    def named(self, *names: str) -> Iterator[str]:
        """Paths of files with one of these names."""
        return (path for path in self.paths if path.rsplit("/", 1)[-1] in names)

    def bytes(self, path: str) -> bytes:
        """Nothing for what cannot be read, or is too large to be ours."""
        try:
            file = self.root / path
            return file.read_bytes() if file.stat().st_size <= LARGEST else b""
        except OSError:
            return b""

    def text(self, path: str) -> str:
        return self.bytes(path).decode("utf-8", "replace")

    def __contains__(self, path: str) -> bool:
        return (self.root / path).is_file()
