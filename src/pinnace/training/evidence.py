"""What training knows of a package, as the evidence that travels behind it: goldens, metrics, model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pinnace.data.findings import Finding
from pinnace.data.reporting import ClassCount


class Result(Protocol):
    """The chosen rung and its figures on rows that it was not trained on; shares are 0 to 1."""

    @property
    def rung(self) -> str: ...
    @property
    def accuracy(self) -> float: ...
    @property
    def float_accuracy(self) -> float: ...
    @property
    def calibration_error(self) -> float: ...
    @property
    def confusion(self) -> NDArray[np.int64]: ...
    @property
    def validation_rows(self) -> int: ...
    @property
    def majority(self) -> float: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...


def metrics(result: Result, test: dict[str, Any] | None) -> dict[str, Any]:
    """`test` is what packaging.evaluate found on the test data."""
    return {
        "validation_accuracy": result.accuracy,
        "validation_rows": result.validation_rows,
        "float_accuracy": result.float_accuracy,
        "calibration_error": result.calibration_error,
        "majority": result.majority,
        "confusion": result.confusion.tolist(),
        "test": test,
    }


def card(
    task: str,
    result: Result,
    labels: Sequence[str],
    *,
    rows: int,
    classes: Sequence[ClassCount],
    warnings: Sequence[Finding],
    seed: int,
    **more: Any,
) -> dict[str, Any]:
    """The model card; `more` is what only data of this kind have. No times or dates: the same run, the same file."""
    return {
        "task": task,
        "rung": result.rung,
        "labels": list(labels),
        "settings": dict(result.settings),
        "seed": seed,
        "data": {
            "rows": rows,
            "classes": {row.name: row.rows for row in classes},
            **more,
            "warnings": [warning.message for warning in warnings],
        },
    }
