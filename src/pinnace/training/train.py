"""`pinnace.train`: labelled data in, a package out. It only strings the steps together; each lives in its own room."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import brotli

from pinnace import data as pinnace_data
from pinnace.data.dataset import Dataset
from pinnace.data.pictures import PictureReport, holds_pictures
from pinnace.data.reporting import DataReport
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, saving
from pinnace.packaging.evaluating import evaluate
from pinnace.packaging.gate import MARGIN, NETWORK_MARGIN, gate
from pinnace.packaging.goldens import goldens
from pinnace.packaging.writer import refuse_labels
from pinnace.runtime import Package
from pinnace.training.evidence import card, metrics
from pinnace.training.latency import refuse_slow
from pinnace.training.linear import train_text
from pinnace.training.model import SparseLinear
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import TrainingResult
from pinnace.training.splits import validation_share
from pinnace.training.teacher import Cache, Choice, given
from pinnace.training.warm_start import read_model

if TYPE_CHECKING:
    from pinnace.training.images.train import ImageResult

GOLDENS = 64  # texts of the training data that travel as goldens
CHECKPOINTS = "checkpoints"  # inside `out`, of networks of pictures; removed when training succeeds
CACHE = "teacher-cache"  # inside `out`
REPORT = "report.html"
EXCERPT = 400  # characters of each: evidence stays small


@dataclass(frozen=True)
class TrainOutcome:
    """What training made. Accuracies are shares (0 to 1)."""

    package: Path
    bytes: int  # of the shipped part: what devices load
    bytes_brotli: int
    rung: str
    validation_accuracy: float  # of the packaged integers on rows that the choice of the rung did not train on
    accuracy: float | None  # on the test data, when there are any; measured once, last
    seconds: float
    result: TrainingResult | ImageResult = field(repr=False)
    data_report: DataReport | PictureReport = field(repr=False)
    test: dict[str, Any] | None = field(default=None, repr=False)  # packaging.evaluate on the test data
    report: Path | None = None  # the page about all this, beside the package


def train(
    data: str | PathLike[str],
    *,
    out: str | PathLike[str],
    task: str | None = None,
    text_column: str | None = None,
    picture_column: str | None = None,
    label_column: str | None = None,
    group_column: str | None = None,
    test: str | PathLike[str] | None = None,
    unlabelled: str | PathLike[str] | None = None,
    teacher: Choice = None,
    cache: str | PathLike[str] | None = None,
    warm_start: str | PathLike[str] | None = None,
    side: int | None = None,
    max_size: int | None = None,
    max_latency: float | None = None,
    within: float | None = None,
    min_accuracy: float | None = None,
    networks: Literal["auto", "none", "all"] = "auto",
    margin: float | None = None,
    seed: int = 0,
    report: bool = True,
    progress: Progress | None = None,
) -> TrainOutcome:
    """Train on a table of labelled texts and write ``out/NAME.pinnace`` and a page about it, ``out/report.html``.

    task          "text", "image", or None: what the data hold. Pictures come as a folder per class, or as a table of
                  paths or encoded bytes (``picture_column``); beside their package there is ``out/contact-sheet.png``
    data, test, unlabelled  files that `pinnace.data.read` takes; test data are looked at once, after everything else
    teacher       who labels texts without labels, for small models to learn from: "self" (one that is trained here),
                  "none", a function texts -> (n, C) probabilities of the sorted classes, or a file that holds them
                  (docs/guides/teacher.md); by default ours when there are enough unlabelled texts. Pictures: "self",
                  a larger network that the smaller ones learn from as well, which takes as long again
    cache         folder for finished stages of our teacher, that other runs on the same data may use; by default one
                  inside `out`, which stays when training is interrupted and is removed when it succeeds
    warm_start    a package of a linear rung, or of pictures, to go on from: labels keep their ids, new ones follow;
                  about as large, and as little different as the data allow, so that an update is small
    side          pixels of each side that a network of pictures sees (16 … 224); by default 32 or 64, by their size
    max_size      bytes that the package may have; without it the ladder stops where bigger no longer pays
    max_latency   milliseconds that a prediction may take on this machine (median over training texts): slower rungs are
                  not chosen
    within        percentage points: the smallest package this close to the best one is chosen; of pictures, what
                  looking at both sides of them must bring as well (0: whatever it brings)
    min_accuracy  share of validation rows: climbing stops at the smallest rung that reaches it
    networks      "auto": where a probe says that they can pay (with PyTorch); "none"; "all": each kind, to compare
    margin        share of accuracy that packaging may lose against the float model before it refuses; by default 0.01,
                  0.002 for networks of texts, whose training knows the integers, and 0.005 of pictures
    seed          same data, same seed: the same bytes
    report        whether the page is written; the package is the same either way

    Raises PinnaceError (``data.*``, ``package.*``, ``teacher.*``, ``usage.*``, ``warm_start.kind``, ``gate.accuracy``,
    ``gate.latency``, ``gate.min_accuracy``); nothing is written then.
    """
    called = dict(locals())  # first of all: the arguments, for the report to say how to get this again
    if callable(teacher):
        del called["teacher"]  # no command line can say it
    started = time.monotonic()
    watcher = progress or Silence()
    task = task or ("image" if holds_pictures(Path(data)) else "text")
    if task not in ("text", "image"):
        raise PinnaceError("usage.task", what=f"task “{task}” cannot be trained", hint="use --task text or image")
    if max_size is not None and max_size < 1:
        raise PinnaceError("usage.size", what="the package may have no bytes at all", hint="give --max-size 16KB or so")
    if side is not None and not (task == "image" and 16 <= side <= 224 and not warm_start):
        what = "--side is for pictures, from 16 to 224 pixels, and a package that is gone on from has its own"
        raise PinnaceError("usage.option", what=what, hint="leave it out")
    folder = saving.prepare(out)
    if task == "image":
        return _images(called, teacher, folder, watcher, started)
    watcher.stage("reading")

    earlier = read_model(warm_start) if warm_start else None

    def table(path: str | PathLike[str], **more: Any) -> Dataset:
        return pinnace_data.read(path, text_column=text_column, label_column=label_column, **more)

    labels = earlier.classes if earlier else None
    dataset = table(data, group_column=group_column, seed=seed, classes=labels)
    refuse_labels(dataset.classes)
    tested = table(test, classes=dataset.classes, closed=True) if test else None
    more = (
        pinnace_data.read(unlabelled, text_column=text_column, unlabelled=True, seed=seed).texts if unlabelled else []
    )
    appointed, answered = given(teacher, dataset.classes, text_column=text_column, label_column=label_column)
    held_out = pinnace_data.split(dataset, fraction=validation_share(len(dataset)), seed=seed)
    data_report = pinnace_data.report(dataset, split=held_out, test=tested)
    watcher.report(data_report)

    stages = Cache(Path(cache) if cache else folder / CACHE)
    result = train_text(
        dataset,
        unlabelled=_unseen([*more, *answered], tested),
        teacher=appointed,
        cache=stages,
        earlier=earlier,
        max_size=max_size,
        max_latency=max_latency,
        within=within,
        min_accuracy=min_accuracy,
        networks=networks,
        seed=seed,
        progress=watcher,
        curve=report,
    )
    data_report.suspects += [
        pinnace_data.suspect(dataset, s.row, suggested=s.likely, reason="a model that has not seen it disagrees")
        for s in result.suspects
    ]
    watcher.stage("packaging")
    gate(
        float_accuracy=result.float_accuracy,
        packaged_accuracy=result.accuracy,
        rows=result.validation_rows,
        margin=margin if margin is not None else MARGIN if isinstance(result.model, SparseLinear) else NETWORK_MARGIN,
    )
    shipped = result.model.shipped()
    package = Package(shipped, where="the package just written")
    refuse_slow(package, dataset.texts, max_latency)
    measured = evaluate(package, tested) if tested else None
    path = folder / f"{_name(data)}.pinnace"
    compressed = len(brotli.compress(shipped, quality=11))
    files = {path: evidence.attach(shipped, _evidence(result, data_report, package, dataset, measured, seed))}
    if report:
        from pinnace import reporting

        watcher.stage("report")
        options = {name: value for name, value in called.items() if name not in ("progress", "report", "cache")}
        seconds = time.monotonic() - started
        run = reporting.Run(
            path.stem,
            str(path),
            len(shipped),
            compressed,
            dataset,
            data_report,
            result,
            options,
            measured,
            seconds,
        )
        files = {folder / REPORT: reporting.report(run), **files}
    saving.save_all(files)
    if cache is None:
        stages.remove()
    return TrainOutcome(
        package=path,
        bytes=len(shipped),
        bytes_brotli=compressed,
        rung=result.rung,
        validation_accuracy=result.accuracy,
        accuracy=measured["accuracy"] if measured else None,
        seconds=time.monotonic() - started,
        result=result,
        data_report=data_report,
        test=measured,
        report=folder / REPORT if report else None,
    )


def _images(called: dict[str, Any], teacher: Choice, folder: Path, watcher: Progress, started: float) -> TrainOutcome:
    """The same for pictures: whole in another room, and written here."""
    from pinnace.training.images.train import make_images

    if called["unlabelled"] or teacher not in (None, "none", "self"):
        what = "pictures take no --unlabelled, and no --teacher but “self”"
        raise PinnaceError("usage.option", what=what, hint="leave it out")
    wanted = (
        "label_column",
        "group_column",
        "picture_column",
        "test",
        "warm_start",
        "side",
        "max_size",
        "max_latency",
        "within",
        "margin",
        "seed",
    )
    options = {name: called[name] for name in wanted}
    keep = folder / CHECKPOINTS
    made = make_images(
        called["data"],
        folder=folder,
        name=_name(called["data"]),
        progress=watcher,
        keep=keep,
        taught=teacher == "self",
        **options,
    )
    files, page = dict(made.files), folder / REPORT if called["report"] else None
    compressed = len(brotli.compress(made.shipped, quality=11))
    if page:
        from pinnace.reporting import pictures

        watcher.stage("report")
        unsaid = ("progress", "report", "cache")
        run = pictures.PictureRun(
            made.package.stem,
            str(made.package),
            made.shipped,
            compressed,
            made.pictures,
            made.report,
            made.result,
            {name: value for name, value in called.items() if name not in unsaid},
            made.test,
            time.monotonic() - started,
        )
        files = {page: pictures.report(run), **files}
    saving.save_all(files)
    shutil.rmtree(keep, ignore_errors=True)
    return TrainOutcome(
        package=made.package,
        bytes=len(made.shipped),
        bytes_brotli=compressed,
        rung=made.result.rung,
        validation_accuracy=made.result.accuracy,
        accuracy=made.test["accuracy"] if made.test else None,
        seconds=time.monotonic() - started,
        result=made.result,
        data_report=made.report,
        test=made.test,
        report=page,
    )


def _unseen(texts: Sequence[str], tested: Dataset | None) -> list[str]:
    """The unlabelled texts without those that are test texts: a test text must not teach, not even unlabelled."""
    known = set(tested.texts) if tested else set()
    return [text for text in texts if text not in known]


def _name(data: str | PathLike[str]) -> str:
    """reviews.csv.gz -> reviews"""
    return Path(data).resolve().name.split(".")[0] or "model"


def _evidence(
    result: TrainingResult,
    report: DataReport,
    package: Package,
    dataset: Dataset,
    measured: dict[str, Any] | None,
    seed: int,
) -> dict[str, Any]:
    """Goldens, metrics and a model card."""
    step = max(1, len(dataset) // GOLDENS)
    return {
        "goldens": goldens(package, [text[:EXCERPT] for text in dataset.texts[::step][:GOLDENS]]),
        "metrics": metrics(result, measured),
        "card": card(
            "text",
            result,
            package.labels,
            rows=len(dataset),
            classes=report.classes,
            warnings=report.warnings,
            seed=seed,
        ),
    }
