"""Everything that one training run leaves to be told: the only thing that sections of the report read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pinnace.data.dataset import Dataset
from pinnace.data.reporting import DataReport
from pinnace.training.result import Rung, TrainingResult


@dataclass(frozen=True)
class Run:
    """A run that succeeded.

    name          of the package, without its ending
    package       where it is written, as given
    bytes         of what ships; bytes_brotli after brotli
    options       what `pinnace train` was called with (keyword arguments of `pinnace.train`, and `data`)
    test          `packaging.evaluate` on the test data, if there were any
    """

    name: str
    package: str
    bytes: int
    bytes_brotli: int
    dataset: Dataset
    data_report: DataReport
    result: TrainingResult
    options: Mapping[str, Any] = field(default_factory=dict)
    test: Mapping[str, Any] | None = None
    seconds: float = 0.0

    @property
    def classes(self) -> tuple[str, ...]:
        """The labels that the package knows."""
        return self.dataset.classes

    @property
    def chosen(self) -> Rung:
        return next(rung for rung in self.result.ladder if rung.chosen)

    @property
    def size(self) -> int:
        """Bytes as the design counts them: after brotli where that is smaller."""
        return min(self.bytes, self.bytes_brotli)
