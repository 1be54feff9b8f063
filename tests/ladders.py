"""Runs made up to the figure, for claims that a real run would have to be lucky to meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pinnace.data import Dataset, report
from pinnace.reporting import Run
from pinnace.training.model import SparseLinear
from pinnace.training.result import Rung, TrainingResult
from pinnace.training.validation import Validation

CLASSES = ("no", "yes")


def rung(name: str, bytes: int, accuracy: float, **more: Any) -> Rung:
    return Rung(name, bytes, accuracy, accuracy, 0.3, 1.0, parameters=bytes, milliseconds=0.01, **more)


def run(*ladder: Rung, options: Mapping[str, Any] | None = None, **more: Any) -> Run:
    """A run with these rungs over 100 texts, half of them "yes"; the validation answers are given by `more`."""
    texts = [f"text number {i}" for i in range(100)]
    dataset = Dataset(texts, np.arange(100, dtype=np.int32) % 2, CLASSES, source="table.csv")
    none = np.zeros(0, np.uint32)
    model = SparseLinear(CLASSES, 1, None, 8, 1, none, np.zeros((0, 1), np.uint8), np.zeros(0, np.int16), none[:0])
    chosen = next(one for one in ladder if one.chosen)
    fields: dict[str, Any] = {
        "model": model,
        "rung": chosen.rung,
        "ladder": ladder,
        "accuracy": chosen.validation_accuracy,
        "float_accuracy": chosen.float_accuracy,
        "unlimited_accuracy": chosen.validation_accuracy,
        "calibration_error": 0.02,
        "confusion": np.array([[450, 50], [50, 450]]),
        "validation_rows": 1000,
        "splits": 1,
        "majority": 0.5,
    }
    return Run(
        name="table",
        package="run/table.pinnace",
        bytes=chosen.bytes,
        bytes_brotli=chosen.bytes,
        dataset=dataset,
        data_report=report(dataset),
        result=TrainingResult(**{**fields, **more}),
        options=options or {},
    )


def answers(given: list[int], chance_of_yes: list[float], rows: list[int] | None = None) -> Validation:
    """Validation answers with these probabilities."""
    yes = np.rint(np.array(chance_of_yes) * 65536).astype(np.uint32)
    places = np.arange(len(given)) if rows is None else np.array(rows)
    return Validation(places, np.array(given, np.int32), np.stack([65536 - yes, yes], axis=1))
