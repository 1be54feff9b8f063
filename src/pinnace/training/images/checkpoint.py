"""Where a rung's training is after each epoch, so that an interrupted run goes on and ends with the same bytes."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch


@dataclass(frozen=True)
class Checkpoint:
    """A file for one rung. ``key`` names all that training depends on: with another one the file is passed over."""

    path: Path
    key: str

    def save(self, state: dict[str, Any]) -> None:
        """Replaces what was there in one step: whoever is interrupted keeps the epoch before."""
        data = io.BytesIO()
        torch.save({"key": self.key, **state}, data)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".part")
        beside.write_bytes(data.getvalue())
        beside.replace(self.path)

    def load(self) -> dict[str, Any] | None:
        """What was saved; None where there is nothing, or nothing of this run."""
        if not self.path.exists():
            return None
        try:
            state: dict[str, Any] = torch.load(self.path, map_location="cpu", weights_only=True)
        except Exception:  # cut short, or written by another version: training simply begins anew
            return None
        return state if isinstance(state, dict) and state.get("key") == self.key else None

    def remove(self) -> None:
        for path in (self.path, self.path.with_suffix(".part")):
            with suppress(FileNotFoundError):
                path.unlink()
        with suppress(OSError):  # others are still in it
            self.path.parent.rmdir()
