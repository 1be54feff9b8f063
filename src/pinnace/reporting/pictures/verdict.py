"""The verdict on a run with pictures in plain words."""

from __future__ import annotations

from pinnace.reporting.formats import clean, count, percent, points, size
from pinnace.reporting.intervals import Share, share, wilson
from pinnace.reporting.pictures.run import PictureRun
from pinnace.reporting.verdict import DOUBTFUL, Verdict, compared, measured_once


def verdict(run: PictureRun) -> Verdict:
    result = run.result
    accuracy = measured(run)
    tested = measured_once(run.test)
    kind = "test" if tested else "validation"
    headline = f"Right on {percent((tested or accuracy).value)} of {kind} pictures, in {size(run.size)}."
    sentences = [why(run), *neighbours(run), rounding(run), baseline(run, accuracy)]
    if result.validation_rows < DOUBTFUL:
        held = count(result.validation_rows, "picture")
        sentences.append(f"With only {held} held back, take every figure here as a rough one.")
    return Verdict(headline, tuple(sentences), accuracy, tested, result.majority)


def measured(run: PictureRun) -> Share:
    """Accuracy of the chosen rung on the pictures held back."""
    found = run.result.validation
    if found is not None:
        return share(found.right, found.rows)
    return Share(run.result.accuracy, *wilson(run.result.accuracy, run.result.validation_rows), 0)


def why(run: PictureRun) -> str:
    """The rule that chose, in words."""
    tried, within = count(len(run.result.ladder), "rung"), run.options.get("within")
    if run.options.get("warm_start"):
        return "It goes on from an earlier package, whose rung and steps it keeps, so that an update is small."
    if len(run.result.ladder) == 1:
        return "One rung was tried: no other fits."
    near = f"{within:g} points" if within is not None else "half a point"
    return f"Of {tried}, it is the smallest within {near} of the most accurate one."


def neighbours(run: PictureRun) -> list[str]:
    """Against the next smaller and the next larger rung, on the same pictures."""
    ladder = list(run.result.ladder)
    place = next(i for i, rung in enumerate(ladder) if rung.chosen)
    found = [f"The next smaller, {compared(ladder[place - 1])}"] if place else []
    return found + ([f"The next larger, {compared(ladder[place + 1])}"] if place + 1 < len(ladder) else [])


def rounding(run: PictureRun) -> str:
    """What the package's integers cost."""
    lost = points(run.result.accuracy - run.result.float_accuracy, 2)
    changed = "did not change its accuracy" if lost == "0.00" else f"changed its accuracy by {lost} points"
    return f"From real numbers to the small integers that ship {changed}; the last epochs were learnt in them."


def baseline(run: PictureRun, accuracy: Share) -> str:
    """Against always giving the commonest answer."""
    most = max(run.data_report.classes, key=lambda row: row.rows)
    answer = f"Always answering “{clean(most.name)}” would be right for {percent(run.result.majority)} of the pictures"
    if accuracy.low <= run.result.majority:
        return f"{answer}: the model is not clearly better than that."
    return f"{answer}."
