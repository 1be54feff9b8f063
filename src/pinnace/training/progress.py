"""How training tells whoever watches where it is. It draws nothing itself: pinnace.cli.display does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pinnace.data.pictures import PictureReport
    from pinnace.data.reporting import DataReport


class Progress(Protocol):
    """What a watcher implements."""

    def report(self, report: DataReport | PictureReport) -> None:
        """What the data are like, before training starts."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage of `total` steps (None: not known beforehand)."""

    def advance(self, steps: int = 1) -> None:
        """Steps of the present stage that are done."""

    def rung(self, row: Mapping[str, Any]) -> None:
        """A rung was trained and measured: the fields of `training.result.Rung`."""


class Silence:
    """The watcher that does not look."""

    def report(self, report: DataReport | PictureReport) -> None:
        pass

    def stage(self, name: str, total: int | None = None) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        pass

    def rung(self, row: Mapping[str, Any]) -> None:
        pass
