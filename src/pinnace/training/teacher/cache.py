"""Finished stages of the teacher on disk, so that an interrupted training takes up where it was.

A stage is stored under the hash of everything that it was made from: what fits is used, what does not is never found.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = b"2"  # of what stages compute: raised when that changes


def key(*parts: Any) -> str:
    """A name for what is made from these arrays, lists of texts, and small values that `repr` tells apart."""
    digest = hashlib.sha256(VERSION)
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"{part.dtype}{part.shape}".encode())
            digest.update(np.ascontiguousarray(part).view(np.uint8).data)
        elif isinstance(part, Sequence) and not isinstance(part, str) and part and isinstance(part[0], str):
            for text in part:
                digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        else:
            digest.update(repr(part).encode())
        digest.update(b"\1")
    return digest.hexdigest()[:32]


class Cache:
    """Arrays by name in a folder that is made when first needed; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def array(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The stored array of that name, else what `make` returns, stored."""
        if self.folder is None:
            return make()
        path = self.folder / f"{name}.npy"
        try:
            return np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            pass  # not there, or not whole
        made = make()
        self._save(path, made)
        return made

    def _save(self, path: Path, made: NDArray[Any]) -> None:
        """Written beside and moved over; a full disk costs the resumption, not the training."""
        handle, name = -1, ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            with os.fdopen(handle, "wb") as file:
                np.save(file, made)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True) if name else None
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
