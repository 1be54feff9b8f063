"""Pictures with labels in, a package out: the steps of `pinnace.train` for the task image."""

from __future__ import annotations

import importlib.util
import io
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinnace.data import split
from pinnace.data.pictures import PictureReport, PictureSet, contact_sheet, read_pictures, report_pictures, usual_side
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.packaging.evaluating import evaluate
from pinnace.packaging.gate import gate
from pinnace.packaging.goldens import picture_goldens
from pinnace.packaging.writer import refuse_labels
from pinnace.runtime import Package
from pinnace.runtime.picture import View
from pinnace.training.evidence import card, metrics
from pinnace.training.images.recipe import Recipe, recipe_for
from pinnace.training.images.rungs import LARGE, SMALL, SMALL_PICTURES, TEACHER, Rung, rungs
from pinnace.training.latency import refuse_slow
from pinnace.training.progress import Progress
from pinnace.training.result import Rung as Row
from pinnace.training.validation import Validation

if TYPE_CHECKING:
    from pinnace.training.images.climbing import Climbed, Route
    from pinnace.training.images.warm_start import Earlier
    from pinnace.training.learning import LearningPoint

SHEET = "contact-sheet.png"
MARGIN = 0.005  # of accuracy that integers may lose: half a point
FEW = 4  # pictures of the rarest class below which nothing can be held back
GOLDENS = 24
VALIDATION, MOST_VALIDATION = 0.15, 2_500  # more would tell little, and teach something


@dataclass(frozen=True)
class ImageResult:
    """The rung that ships and the figures that chose it, on pictures that it was not trained on."""

    rung: str
    ladder: tuple[Row, ...]
    accuracy: float
    float_accuracy: float
    calibration_error: float
    confusion: NDArray[np.int64]
    validation_rows: int
    majority: float
    seconds: float
    settings: Mapping[str, Any] = field(default_factory=dict)
    validation: Validation | None = field(default=None, repr=False)
    learning: tuple[LearningPoint, ...] = ()  # pictures are not learnt from in parts: that would take as long again
    unlimited_accuracy: float = 0.0  # and there is no model without limits to compare with

    @property
    def verdict(self) -> str:
        """What the figure is worth: an answer that never changes scores something too."""
        beaten = self.accuracy - self.majority
        error = (self.majority * (1 - self.majority) / max(self.validation_rows, 1)) ** 0.5
        said = f"always answering the commonest class scores {self.majority:.1%} of {self.validation_rows} pictures"
        return f"{said}: this is hardly better, it needs more pictures" if beaten < 2 * error else said


@dataclass(frozen=True)
class Made:
    """Everything that was made, before it is written."""

    files: Mapping[Path, bytes]
    package: Path
    shipped: bytes
    result: ImageResult
    report: PictureReport
    test: dict[str, Any] | None
    pictures: PictureSet


def make_images(
    data: str | PathLike[str], *, folder: Path, name: str, label_column: str | None, group_column: str | None,
    picture_column: str | None, test: str | PathLike[str] | None, max_size: int | None, max_latency: float | None,
    within: float | None, margin: float | None, seed: int, progress: Progress,
    keep: Path | None = None, warm_start: str | PathLike[str] | None = None, ladder: Sequence[Rung] | None = None,
    recipe: Recipe | None = None, taught: bool = False, side: int | None = None,
) -> Made:  # fmt: skip
    """Read, report, climb the ladder, gate, and prove. Raises PinnaceError; only checkpoints are written, to ``keep``.

    ``ladder`` and ``recipe``: other rungs than the budget allows, trained otherwise than is usual for so many pictures.
    """
    needs_torch()
    progress.stage("reading pictures")
    earlier = started_from(warm_start) if warm_start else None
    pictures, tested = read_all(data, test, picture_column, label_column, group_column, seed, earlier, side)
    refuse_labels(pictures.classes)
    share = min(VALIDATION, MOST_VALIDATION / len(pictures))
    train, held = split(pictures, fraction=share, seed=seed)
    report = report_pictures(pictures, split=(train, held), test=tested)
    progress.report(report)
    refuse_few(pictures)

    from pinnace.training.images.climbing import Route, climb  # PyTorch takes seconds to import

    started = time.monotonic()
    tried = [earlier.rung] if earlier else ladder or rungs(max_size, len(pictures.classes))

    def recipe_of(rung: Rung) -> Recipe:
        return recipe or recipe_for(len(train), fast=rung.fast)

    route = Route(tried, recipe_of, max_size, within, seed, keep, earlier, taught, max_latency)
    climbed = climb(pictures, train, held, route, progress)
    progress.stage("packaging")
    chosen = climbed.chosen
    gate(
        float_accuracy=chosen.row.float_accuracy,
        packaged_accuracy=chosen.row.validation_accuracy,
        rows=len(held),
        margin=MARGIN if margin is None else margin,
    )
    package = Package(chosen.shipped, where="the package just written")
    refuse_slow(package, list(pictures.seen[held][:100]), max_latency)
    measured = evaluate(package, tested) if tested else None
    result = judged(climbed, route, pictures, held, time.monotonic() - started)
    proven = proof(result, report, package, pictures, measured, seed)
    path = folder / f"{name}.pinnace"
    sheet = io.BytesIO()
    contact_sheet(pictures).save(sheet, "PNG")
    files = {folder / SHEET: sheet.getvalue(), path: evidence.attach(chosen.shipped, proven)}
    return Made(files, path, chosen.shipped, result, report, measured, pictures)


def started_from(path: str | PathLike[str]) -> Earlier:
    from pinnace.training.images.warm_start import read_network

    return read_network(path)


def needs_torch() -> None:
    if importlib.util.find_spec("torch") is None:
        raise PinnaceError(
            "usage.torch", what="training on pictures needs PyTorch", hint='pip install "pinnace[image,train]"'
        )


def read_all(
    data: str | PathLike[str], test: str | PathLike[str] | None, column: str | None, label: str | None,
    group: str | None, seed: int, earlier: Earlier | None, side: int | None,
) -> tuple[PictureSet, PictureSet | None]:  # fmt: skip
    """The pictures in a view (the earlier one, of this ``side``, or one that fits them), and those to test on."""
    view, labels = (earlier.view, earlier.labels) if earlier else (None, None)
    if view is None:
        usual = None if side else usual_side(data, picture_column=column, label_column=label)
        side = side or (SMALL if usual is not None and usual <= SMALL_PICTURES else LARGE)
        view = View(side, side)
    pictures = read_pictures(
        data, view, picture_column=column, label_column=label, group_column=group, classes=labels, seed=seed
    )
    if test is None:
        return pictures, None
    known = pictures.classes
    return pictures, read_pictures(
        test, pictures.view, picture_column=column, label_column=label, classes=known, closed=True
    )


def refuse_few(pictures: PictureSet) -> None:
    counts = np.bincount(pictures.labels, minlength=len(pictures.classes))
    least = counts[counts > 0].min()  # an earlier package's class may have none now: what it knew, it keeps
    if least < FEW:
        rare = pictures.classes[int(np.flatnonzero(counts == least)[0])]
        raise PinnaceError(
            "data.few",
            what=f"{rare!r} has {least} pictures; {FEW} of each are the least to learn from and check with",
            where=pictures.source,
            hint="add pictures, or leave the class out; some dozens of each class are a good start",
        )


def judged(
    climbed: Climbed, route: Route, pictures: PictureSet, held: NDArray[np.int64], seconds: float
) -> ImageResult:  # fmt: skip
    classes = len(pictures.classes)
    confusion = np.zeros((classes, classes), np.int64)
    np.add.at(confusion, (pictures.labels[held], climbed.chosen.validation.said), 1)
    view, row = pictures.view, climbed.chosen.row
    return ImageResult(
        rung=row.rung,
        ladder=climbed.rows,
        accuracy=row.validation_accuracy,
        float_accuracy=row.float_accuracy,
        calibration_error=climbed.chosen.calibration_error,
        confusion=confusion,
        validation_rows=len(held),
        majority=float(np.bincount(pictures.labels).max() / len(pictures)),
        seconds=seconds,
        settings={
            "view": [view.width, view.height],
            "fit": view.fit,
            "background": list(view.background),
            "mirrored": climbed.mirror,
            "both sides": climbed.chosen.mirrored,
            "epochs": len(row.epochs),
            "teacher": TEACHER.name if route.taught else None,
            "weight levels": climbed.chosen.levels,
        },
        validation=climbed.chosen.validation,
    )


def proof(
    result: ImageResult, report: PictureReport, package: Package, pictures: PictureSet,
    measured: dict[str, Any] | None, seed: int,
) -> dict[str, Any]:  # fmt: skip
    """Goldens, metrics and a model card."""
    step = max(1, len(pictures) // GOLDENS)
    return {
        "goldens": picture_goldens(package, list(pictures.seen[::step][:GOLDENS])),
        "metrics": metrics(result, measured),
        "card": card(
            "image",
            result,
            package.labels,
            rows=len(pictures),
            classes=report.classes,
            warnings=report.warnings,
            seed=seed,
            skipped=len(report.reading.skipped),
            duplicates=report.duplicates,
        ),
    }
