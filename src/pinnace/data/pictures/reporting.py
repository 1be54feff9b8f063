"""``report_pictures``: what to know about a set of pictures before a model is trained on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinnace.data.findings import Finding, Suspect, balance, spelling
from pinnace.data.pictures.alike import units
from pinnace.data.pictures.picture_set import PictureReading, PictureSet
from pinnace.data.reporting import ClassCount, percentiles

if TYPE_CHECKING:
    from rich.console import RenderableType

Index = NDArray[np.int64]


@dataclass
class PictureReport:
    """Counts are pictures; sizes are percentiles in pixels, as stored. Field names as in ``DataReport``."""

    source: str
    reading: PictureReading
    classes: tuple[ClassCount, ...]
    widths: Mapping[int, int]
    heights: Mapping[int, int]
    enlarged: int  # pictures that are smaller than the view
    training: int
    validation: int
    duplicates: int  # pictures that look like an earlier one
    conflicting: int  # of those, pictures whose label differs from that of the first
    across_split: int  # validation pictures that look like one in training: 0 for splits made by ``split``
    test: int
    across_test: int  # test pictures that look like one of this set
    warnings: tuple[Finding, ...]
    suspects: list[Suspect] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON takes it."""
        return asdict(self)

    def render(self) -> RenderableType:
        """The report for a terminal."""
        from pinnace.data.pictures.rendering import render

        return render(self)


def report_pictures(
    pictures: PictureSet, *, split: tuple[Index, Index] | None = None, test: PictureSet | None = None
) -> PictureReport:
    """Judge ``pictures``; with ``split`` (training, validation) and ``test`` also what they have in common."""
    counts = np.bincount(pictures.labels, minlength=len(pictures.classes))
    kinds, first, unit = np.unique(pictures.fingerprints, return_index=True, return_inverse=True)
    torn = np.flatnonzero(pictures.labels != pictures.labels[first[unit]])
    training, validation = split if split is not None else (np.arange(len(pictures)), np.arange(0))
    across_split = int(np.isin(pictures.fingerprints[validation], pictures.fingerprints[training]).sum())
    across_test = 0 if test is None else shared(pictures, test)
    enlarged = int((pictures.sizes < (pictures.view.width, pictures.view.height)).any(1).sum())
    made = PictureReport(
        source=pictures.source,
        reading=pictures.reading or PictureReading(rows=len(pictures), kept=len(pictures)),
        classes=tuple(
            ClassCount(name, int(n), float(n) / len(pictures)) for name, n in zip(pictures.classes, counts, strict=True)
        ),
        widths=percentiles(pictures.sizes[:, 0].astype(np.int64)),
        heights=percentiles(pictures.sizes[:, 1].astype(np.int64)),
        enlarged=enlarged,
        training=len(training),
        validation=len(validation),
        duplicates=len(pictures) - len(kinds),
        conflicting=len(torn),
        across_split=across_split,
        test=0 if test is None else len(test),
        across_test=across_test,
        warnings=(),
        suspects=[conflict(pictures, int(i), int(first[unit[i]])) for i in torn],
    )
    made.warnings = (*balance(pictures.classes, counts), *spelling(pictures.classes, counts), *findings(made))
    return made


def shared(pictures: PictureSet, test: PictureSet) -> int:
    """How many pictures of ``test`` look like one of ``pictures``."""
    first = units(np.concatenate([pictures.seen, test.seen]))
    return int(np.isin(first[len(pictures) :], first[: len(pictures)]).sum())


def conflict(pictures: PictureSet, index: int, first: int) -> Suspect:
    return Suspect(
        number=index + 1,
        place=pictures.place(index),
        text="",
        label=pictures.classes[pictures.labels[index]],
        suggested="",
        reason=f"looks like {pictures.place(first)}, which is {pictures.classes[pictures.labels[first]]!r}",
    )


def findings(report: PictureReport) -> list[Finding]:
    found = []
    kept = max(report.reading.kept, 1)
    if kept >= 20 and report.duplicates > 0.2 * kept:
        found.append(Finding("duplicates", f"{report.duplicates / kept:.0%} of the pictures look like another one"))
    if report.enlarged > 0.5 * kept:
        message = f"{report.enlarged / kept:.0%} of the pictures are smaller than what the network sees"
        found.append(Finding("small_pictures", message))
    if report.across_split:
        message = f"{report.across_split:,} validation pictures look like one in training: accuracy will look too good"
        found.append(Finding("across_split", message))
    if report.across_test:
        message = f"{report.across_test:,} of {report.test:,} test pictures look like one in the training set"
        found.append(Finding("across_test", f"{message}: on those, accuracy says little"))
    return found
