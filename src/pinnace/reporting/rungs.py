"""The ladder: what each rung weighs, takes and knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pinnace.charts import Axis, Dot, Dots, Figure, Line, Mark, Rule, svg
from pinnace.reporting.formats import clean, milliseconds, percent, size
from pinnace.reporting.intervals import tied, wilson
from pinnace.reporting.run import AnyRun
from pinnace.training.result import Rung

SHAPES = ("circle", "square", "diamond", "triangle", "ring", "cross")
MOST = 40  # rungs shown


@dataclass(frozen=True)
class Rungs:
    """rows: the ladder, and whether each is tied with the chosen one; charts: SVG; kinds: (name, shape) in them."""

    rows: tuple[tuple[Rung, bool], ...]
    charts: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]


def rungs(run: AnyRun) -> Rungs:
    ladder = run.result.ladder[:MOST]
    kinds = list(dict.fromkeys(rung.kind for rung in ladder))
    shapes = [(kind, SHAPES[min(i, len(SHAPES) - 1)]) for i, kind in enumerate(kinds)]
    charts = [chart(run, "sizes", "Accuracy by size", "size of the package", size, lambda rung: rung.bytes, shapes)]
    if all(rung.milliseconds > 0 for rung in ladder):
        charts.append(
            chart(
                run,
                "times",
                "Accuracy by time",
                f"time for one {run.unit}, on this machine",
                milliseconds,
                lambda rung: rung.milliseconds,
                shapes,
            )
        )
    rows = [(rung, not rung.chosen and tied(rung.difference, rung.difference_error)) for rung in ladder]
    return Rungs(tuple(rows), tuple(charts), tuple(shapes))


def chart(
    run: AnyRun,
    name: str,
    title: str,
    label: str,
    show: Callable[[float], str],
    value: Callable[[Rung], float],
    kinds: list[tuple[str, str]],
) -> str:
    """Accuracy over a property of the rungs that spans powers of ten."""
    ladder = run.result.ladder[:MOST]
    found = run.result.validation
    n = len(np.unique(found.rows)) if found is not None else run.result.validation_rows
    marks: list[Mark] = []
    lows, highs = [], []
    for kind, shape in kinds:
        dots = []
        for rung in (rung for rung in ladder if rung.kind == kind):
            low, high = wilson(rung.validation_accuracy, rung.judged_on or n)
            lows.append(low)
            highs.append(high)
            hint = f"{clean(rung.rung)}: {percent(rung.validation_accuracy)}, {size(rung.bytes)}"
            text = show(value(rung)) if rung.chosen else ""
            dots.append(Dot(value(rung), rung.validation_accuracy, low, high, text, hint, rung.chosen))
        if name == "sizes" and len(dots) > 1:
            marks.append(Line([(dot.x, dot.y) for dot in sorted(dots, key=lambda dot: dot.x)]))
        marks.append(Dots(dots, shape))
    unlimited = run.result.unlimited_accuracy
    if name == "sizes" and unlimited > 0:
        marks.insert(0, Rule(unlimited, f"no limit on size: {percent(unlimited)}"))
        highs.append(unlimited)
        lows.append(unlimited)
    values = [value(rung) for rung in ladder]
    gap = max(0.15 * (max(highs) - min(lows)), 0.002)
    chosen = run.chosen
    return svg(
        Figure(
            name=name,
            title=title,
            description=f"{len(ladder)} rungs; the chosen one, {clean(chosen.rung)}, has {show(value(chosen))} and "
            f"{percent(chosen.validation_accuracy)}. Bars are 95 % intervals. The table below has every figure.",
            x=Axis(label, min(values) / 1.5, max(values) * 1.5, log=True, show=show),
            y=Axis("accuracy", max(0.0, min(lows) - gap), min(1.0, max(highs) + gap), show=tick),
            marks=marks,
        )
    )


def tick(value: float) -> str:
    return f"{100 * value:.4g} %"
