"""Everything that one training run on pictures leaves to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pinnace.data.pictures import PictureReport, PictureSet
from pinnace.runtime import Package
from pinnace.training.result import Rung

if TYPE_CHECKING:
    from pinnace.training.images.train import ImageResult


@dataclass(frozen=True)
class PictureRun:
    """Fields as in `reporting.Run`; ``shipped``: the bytes of the package."""

    name: str
    package: str
    shipped: bytes = field(repr=False)
    bytes_brotli: int
    pictures: PictureSet
    data_report: PictureReport
    result: ImageResult
    options: Mapping[str, Any] = field(default_factory=dict)
    test: Mapping[str, Any] | None = None
    seconds: float = 0.0

    @property
    def unit(self) -> str:
        return "picture"

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels that the package knows."""
        return self.pictures.classes

    @property
    def chosen(self) -> Rung:
        return next(rung for rung in self.result.ladder if rung.chosen)

    @property
    def bytes(self) -> int:
        return len(self.shipped)

    @property
    def size(self) -> int:
        """Bytes as the design counts them: after brotli where that is smaller."""
        return min(self.bytes, self.bytes_brotli)

    @cached_property
    def model(self) -> Package:
        """The package itself, to ask it about pictures."""
        return Package(self.shipped, where="the package of this report")
