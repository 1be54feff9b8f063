"""Whether probabilities mean what they say: of the answers given with 80 %, about 80 % should be right.

Reliability diagrams and the expected calibration error as in Guo et al., "On calibration of modern neural networks"
(ICML 2017), over bins of equal width.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.charts import Axis, Bars, Dot, Dots, Figure, Line, Mark, svg
from pinnace.packaging.evaluating import calibration_error
from pinnace.reporting.formats import percent
from pinnace.reporting.intervals import wilson
from pinnace.reporting.run import AnyRun
from pinnace.reporting.rungs import tick
from pinnace.training.calibrate import BINS

FEW = 5  # answers of a bin that are worth a dot
CALLED_GOOD, CALLED_FAIR = 0.03, 0.08  # expected calibration error below which words are kind


@dataclass(frozen=True)
class Bin:
    """Answers with a confidence from `low` to `high`: how many, their mean confidence, the share that was right."""

    low: float
    high: float
    rows: int
    confidence: float
    accuracy: float


@dataclass(frozen=True)
class Calibration:
    """bins: those with answers; error and before: expected calibration error (0 to 1) with and without calibration."""

    bins: tuple[Bin, ...]
    error: float
    before: float | None
    verdict: str
    charts: tuple[str, ...]


def calibration(run: AnyRun) -> Calibration | None:
    """None when the run kept no answers."""
    found = run.result.validation
    if found is None or not len(found.rows):
        return None
    after = binned(found.confidence, found.right)
    error = calibration_error(found.confidence, found.right)
    before: float | None = None
    earlier: tuple[Bin, ...] = ()
    if found.uncalibrated is not None:
        confidence, right = found.uncalibrated.max(1), found.uncalibrated.argmax(1) == found.given
        before, earlier = calibration_error(confidence, right), binned(confidence, right)
    charts = (reliability(after, earlier, error, len(run.classes)), counts(after, len(run.classes)))
    return Calibration(after, error, before, judged(after, error), charts)


def binned(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = []
    for k in np.unique(which):
        inside = which == k
        mean, share = float(confidence[inside].mean()), float(right[inside].mean())
        bins.append(Bin(k / BINS, (k + 1) / BINS, int(inside.sum()), mean, share))
    return tuple(bins)


def judged(bins: tuple[Bin, ...], error: float) -> str:
    """In words: how far off, and in which direction."""
    lean = sum(b.rows * (b.confidence - b.accuracy) for b in bins) / max(sum(b.rows for b in bins), 1)
    word = (
        "close to what they say"
        if error <= CALLED_GOOD
        else "fair"
        if error <= CALLED_FAIR
        else "to be taken with care"
    )
    way = "too sure of itself" if lean > error / 2 else "not sure enough" if lean < -error / 2 else ""
    return f"Probabilities are {word}: off by {percent(error)} on average" + (f", mostly {way}." if way else ".")


def reliability(after: tuple[Bin, ...], before: tuple[Bin, ...], error: float, classes: int) -> str:
    start = 1 / max(classes, 2)
    marks: list[Mark] = [Line([(start, start), (1, 1)], dashed=True)]
    if before:
        marks.append(Dots([Dot(b.confidence, b.accuracy) for b in before if b.rows >= FEW], "ring"))
    dots = []
    for b in after:
        if b.rows >= FEW:
            low, high = wilson(b.accuracy, b.rows)
            hint = f"{b.rows:,} answers with {percent(b.confidence)} on average: {percent(b.accuracy)} right"
            dots.append(Dot(b.confidence, b.accuracy, low, high, hint=hint, accent=True))
    marks.append(Dots(dots))
    low = min([start] + [dot.low or 0.0 for dot in dots])
    return svg(
        Figure(
            name="reliability",
            title="Reliability",
            description="Share of right answers over the probability that they were given with; on the dashed line "
            f"both are the same. Expected calibration error {percent(error)}. The table below has every figure.",
            x=Axis("probability given", start, 1, show=tick),
            y=Axis("share that was right", max(0.0, low - 0.02), 1, show=tick),
            marks=marks,
        )
    )


def counts(bins: tuple[Bin, ...], classes: int) -> str:
    most = max(b.rows for b in bins)
    start = (BINS - 2) / BINS
    surest = sum(b.rows for b in bins if b.low >= start - 1e-9)
    total = sum(b.rows for b in bins)
    return svg(
        Figure(
            name="confidence",
            title="How sure the answers are",
            description=f"{surest:,} of {total:,} answers have a probability above {percent(start, 0)}.",
            x=Axis("probability given", 1 / max(classes, 2), 1, show=tick),
            y=Axis("answers", 0, most * 1.08),
            marks=[Bars([(b.low, b.high, b.rows) for b in bins])],
        )
    )
