"""Everything that one training run leaves to be told: the only thing that sections of the report read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pinnace.data.dataset import Dataset
from pinnace.data.reporting import DataReport
from pinnace.training.result import Rung, TrainingResult
from pinnace.training.validation import Validation

if TYPE_CHECKING:
    from pinnace.training.learning import LearningPoint


class Result(Protocol):
    """What results of all tasks have: fields of `TrainingResult`."""

    @property
    def ladder(self) -> tuple[Rung, ...]: ...
    @property
    def confusion(self) -> NDArray[np.int64]: ...
    @property
    def validation(self) -> Validation | None: ...
    @property
    def validation_rows(self) -> int: ...
    @property
    def unlimited_accuracy(self) -> float: ...
    @property
    def learning(self) -> tuple[LearningPoint, ...]: ...


class AnyRun(Protocol):
    """A run of any task, as far as sections of all reports read it. ``unit``: what one input is called."""

    @property
    def unit(self) -> str: ...
    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def package(self) -> str: ...
    @property
    def options(self) -> Mapping[str, Any]: ...
    @property
    def chosen(self) -> Rung: ...
    @property
    def result(self) -> Result: ...


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
    def unit(self) -> str:
        return "text"

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
