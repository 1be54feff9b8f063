"""``report``: what to know about a dataset before a model is trained on it. It computes; ``rendering`` draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinnace.data.dataset import Dataset, Reading
from pinnace.data.findings import Finding, Suspect, conflicts, find

if TYPE_CHECKING:
    from rich.console import RenderableType

Index = NDArray[np.int64]
QUANTILES = (0, 5, 25, 50, 75, 95, 100)
MEASURED = 50_000  # texts whose words are counted; characters are counted in all


@dataclass(frozen=True)
class ClassCount:
    """How many rows a class has, as a number and as a share (0 to 1) of the labelled rows."""

    name: str
    rows: int
    share: float


@dataclass(frozen=True)
class Lengths:
    """Length of the texts: percentiles, and a histogram of words in powers of two.

    ``histogram[k]`` counts the texts of 2^k to 2^(k+1) - 1 words (k = 0 holds none and one).
    """

    characters: dict[int, int]
    words: dict[int, int]
    histogram: tuple[int, ...]


@dataclass
class DataReport:
    """Counts are rows. ``suspects`` is open: training adds rows that a cross-validated model believes to be wrong."""

    source: str
    reading: Reading
    classes: tuple[ClassCount, ...]
    lengths: Lengths
    training: int
    validation: int
    duplicates: int  # rows whose text (up to case and spacing) an earlier row has
    conflicting: int  # rows whose text has another label elsewhere, unless theirs is the majority's
    across_split: int  # validation rows whose text is in training: 0 for splits made by ``split``
    test: int  # rows of the test file
    across_test: int  # of these, rows whose text is in this dataset
    warnings: tuple[Finding, ...]
    suspects: list[Suspect] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON takes it."""
        return asdict(self)

    def render(self) -> RenderableType:
        """The report for a terminal."""
        from pinnace.data.rendering import render

        return render(self)

    def lines(self) -> list[str]:
        """The report as plain lines of at most 100 characters."""
        from pinnace.data.rendering import plain_lines

        return plain_lines(self)


def report(
    dataset: Dataset,
    *,
    split: tuple[Index, Index] | None = None,
    test: Dataset | None = None,
    suspects: Iterable[Suspect] = (),
) -> DataReport:
    """Judge ``dataset``; with ``split`` (training, validation) and a ``test`` set also what they have in common."""
    labelled = dataset.labels[dataset.labels >= 0]
    counts = np.bincount(labelled, minlength=len(dataset.classes))
    total = max(len(labelled), 1)
    classes = tuple(
        ClassCount(name, int(rows), float(rows) / total) for name, rows in zip(dataset.classes, counts, strict=True)
    )
    texts = dataset.fingerprints
    training, validation = split if split is not None else (np.arange(len(dataset)), np.arange(0))
    across_test = 0 if test is None else int(np.isin(test.fingerprints, texts).sum())
    conflicting = conflicts(dataset)
    made = DataReport(
        source=dataset.source,
        reading=dataset.reading or Reading(rows=len(dataset), kept=len(dataset)),
        classes=classes,
        lengths=lengths(dataset.texts),
        training=len(training),
        validation=len(validation),
        duplicates=len(texts) - len(np.unique(texts)),
        conflicting=len(conflicting),
        across_split=int(np.isin(texts[validation], texts[training]).sum()),
        test=0 if test is None else len(test),
        across_test=across_test,
        warnings=(),
        suspects=[*conflicting, *suspects],
    )
    made.warnings = find(dataset, counts, across_split=made.across_split, across_test=across_test, test=made.test)
    return made


def lengths(texts: list[str]) -> Lengths:
    """Percentiles of characters (all texts) and words (evenly spaced texts, when there are more than ``MEASURED``)."""
    step = -(-len(texts) // MEASURED) or 1
    characters = np.array([len(text) for text in texts], np.int64)
    words = np.array([len(text.split()) for text in texts[::step]], np.int64)
    bins = np.bincount(np.log2(np.maximum(words, 1)).astype(np.int64)) if len(words) else np.zeros(0, np.int64)
    return Lengths(percentiles(characters), percentiles(words), tuple((bins * step).tolist()))


def percentiles(values: NDArray[np.int64]) -> dict[int, int]:
    if not len(values):
        return dict.fromkeys(QUANTILES, 0)
    found = np.percentile(values, QUANTILES, method="nearest")
    return dict(zip(QUANTILES, map(int, found), strict=True))
