"""The verdict in plain words: why this rung, what is tied with it, and what a simpler model would have done."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pinnace.reporting.formats import clean, count, percent, points, size
from pinnace.reporting.intervals import Share, share, tied, wilson
from pinnace.reporting.run import Run
from pinnace.training.result import Rung

DOUBTFUL = 200  # validation rows below which every figure is a rough one


@dataclass(frozen=True)
class Verdict:
    """headline: one sentence; sentences: the reasons, in order; accuracy on validation rows; tested on test data."""

    headline: str
    sentences: tuple[str, ...]
    accuracy: Share
    tested: Share | None
    majority: float


def verdict(run: Run) -> Verdict:
    result = run.result
    accuracy = measured(run)
    tested = measured_once(run.test)
    best = tested or accuracy
    headline = f"Right on {percent(best.value)} of {'test' if tested else 'validation'} texts, in {size(run.size)}."
    sentences = [why(run), *neighbours(run), families(run), limits(run), baseline(run, accuracy)]
    if result.validation_rows < DOUBTFUL:
        sentences.append(
            f"With only {count(result.validation_rows, 'validation answer')}, take every figure here as a rough one."
        )
    return Verdict(headline, tuple(filter(None, sentences)), accuracy, tested, result.majority)


def measured_once(test: Mapping[str, Any] | None) -> Share | None:
    """Accuracy on the test data, if there were any."""
    if not test or not test.get("n"):
        return None
    value, n = float(test["accuracy"]), int(test["n"])
    return Share(value, *wilson(value, n), n)


def measured(run: Run) -> Share:
    """Accuracy of the chosen rung on the validation rows."""
    found = run.result.validation
    if found is not None:
        return share(found.right, found.rows)
    value, n = run.result.accuracy, run.result.validation_rows
    return Share(value, *wilson(value, n), n)


def why(run: Run) -> str:
    """The rule that chose, in words."""
    within, budget = run.options.get("within"), run.options.get("max_size")
    tried = count(len(run.result.ladder), "rung")
    if within is not None:
        return f"Of {tried}, it is the smallest within {within:g} points of the most accurate one, as was asked for."
    if budget is not None:
        if run.chosen.bytes == max(rung.bytes for rung in run.result.ladder):
            return f"Of {tried} it is the largest that fits into the {size(budget)} that were allowed."
        return (
            f"Up to {size(budget)} were allowed; of {tried}, no larger one was more accurate or surer of the right "
            f"answers, so the bytes were saved."
        )
    if len(run.result.ladder) == 1:
        return (
            "Only one rung was tried: it already holds everything that these texts taught, so larger ones are the same."
        )
    return f"Of {tried}, it is the last that was worth its bytes: climbing stops when a larger one hardly gains."


def neighbours(run: Run) -> list[str]:
    """Against the next smaller and the next larger rung, on the same rows."""
    ladder = list(run.result.ladder)
    place = next(i for i, rung in enumerate(ladder) if rung.chosen)
    found = []
    if place > 0:
        found.append(f"The next smaller, {compared(ladder[place - 1])} {ties(run)}".strip())
    if place + 1 < len(ladder):
        found.append(f"The next larger, {compared(ladder[place + 1])}")
    return found


def compared(other: Rung) -> str:
    """A rung against the chosen one, ending the sentence."""
    spread = f"{points(other.difference)} ± {points(1.96 * other.difference_error).lstrip('+')} points"
    judged = (
        "a tie, as far as these rows can tell"
        if tied(other.difference, other.difference_error)
        else "better beyond chance"
        if other.difference > 0
        else "worse beyond chance"
    )
    return f"{clean(other.rung)} ({size(other.bytes)}), differs by {spread}: {judged}."


def ties(run: Run) -> str:
    """The smallest rung that the rows cannot tell from the chosen one, if it is smaller: a reader may prefer it."""
    smaller = [r for r in run.result.ladder if not r.chosen and r.bytes < run.chosen.bytes]
    even = next((r for r in smaller if tied(r.difference, r.difference_error)), None)
    if even is None:
        return ""
    enough = f"--max-size {math.ceil(even.bytes / 100) / 10:g}KB"
    who = "that one" if even is smaller[-1] else f"{clean(even.rung)}, which is tied with it too,"
    return f"If bytes matter more to you than a difference too small to see, take {who} with {enough}."


def families(run: Run) -> str:
    """Linear models against networks, where both ran; otherwise that they did not."""
    ladder = run.result.ladder
    linear = [r for r in ladder if r.kind == "linear"]
    networks = [r for r in ladder if r.kind != "linear"]
    if not networks:
        none = "Every rung tried is a linear model of words and phrases; no network ran, so none is compared."
        return f"{none} {clean(run.result.verdict)}".rstrip()
    if run.chosen.kind == "linear":
        other = max(networks, key=lambda r: r.validation_accuracy)
        even = tied(other.difference, other.difference_error)
        first = (
            "No network beat the linear model here" if other.difference <= 0 or even else "A linear model was chosen"
        )
        return f"{first}: the best network, {compared(other)}"
    if not linear:
        return "No linear model was tried beside the networks."
    other = max(linear, key=lambda r: r.validation_accuracy)
    return f"The best linear model, {compared(other)}"


def limits(run: Run) -> str:
    """What rounding and the few bytes cost."""
    result = run.result
    rounding = points(result.accuracy - result.float_accuracy, 2)
    room = points(result.unlimited_accuracy - result.accuracy)
    rounded = "did not change its accuracy" if rounding == "0.00" else f"changed its accuracy by {rounding} points"
    spare = "is as accurate" if room == "0.0" else f"differs by {room} points"
    return (
        f"Rounding its weights to small integers {rounded}; "
        f"a linear model of unlimited size on the same phrases {spare}."
    )


def baseline(run: Run, accuracy: Share) -> str:
    """Against always giving the commonest answer."""
    most = max(run.data_report.classes, key=lambda row: row.rows)
    answer = f"Always answering “{clean(most.name)}” would be right in {percent(run.result.majority)} of the rows"
    if accuracy.low <= run.result.majority:
        return f"{answer}: the model is not clearly better than that."
    return f"{answer}."
