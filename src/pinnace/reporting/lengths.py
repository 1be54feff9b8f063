"""Whether short texts fare worse than long ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.charts import Axis, Dot, Dots, Figure, Line, svg
from pinnace.reporting.formats import percent
from pinnace.reporting.intervals import Share, share
from pinnace.reporting.run import Run
from pinnace.reporting.rungs import tick

BINS = 6
FEWEST = 20  # answers of a bin


@dataclass(frozen=True)
class Length:
    """Texts of `shortest` to `longest` words (or characters, where words are not set apart) and their accuracy."""

    shortest: int
    longest: int
    share: Share

    @property
    def name(self) -> str:
        return f"{self.shortest:,}" if self.shortest == self.longest else f"{self.shortest:,}–{self.longest:,}"


@dataclass(frozen=True)
class Lengths:
    rows: tuple[Length, ...]
    unit: str
    chart: str


def lengths(run: Run) -> Lengths | None:
    """None when there are too few answers for two bins."""
    found = run.result.validation
    if found is None:
        return None
    texts = [run.dataset.texts[row] for row in found.rows]
    values, unit = np.array([len(text.split()) for text in texts]), "words"
    if len(values) and np.median(values) <= 2:
        values, unit = np.array([len(text) for text in texts]), "characters"
    bins = min(BINS, len(values) // FEWEST)
    if bins < 2:
        return None
    edges = np.unique(np.quantile(values, np.arange(1, bins) / bins, method="nearest"))
    which = np.searchsorted(edges, values, side="left")
    rows = []
    for k in np.unique(which):
        inside = which == k
        rows.append(
            Length(int(values[inside].min()), int(values[inside].max()), share(found.right[inside], found.rows[inside]))
        )
    if len(rows) < 2:
        return None
    return Lengths(tuple(rows), unit, chart(tuple(rows), unit, run.result.accuracy))


def chart(rows: tuple[Length, ...], unit: str, overall: float) -> str:
    dots = []
    for k, row in enumerate(rows):
        found = row.share
        hint = f"{row.name} {unit}: {percent(found.value)} of {found.n:,}"
        dots.append(Dot(k, found.value, found.low, found.high, hint=hint))
    low, high = min(row.share.low for row in rows), max(row.share.high for row in rows)
    worst = min(rows, key=lambda row: row.share.value)
    ticks = [(k, f"{row.longest:,}") for k, row in enumerate(rows)]
    return svg(
        Figure(
            name="lengths",
            title="Accuracy by length",
            description=f"Lowest for texts of {worst.name} {unit}: {percent(worst.share.value)}. The dashed line is "
            f"the accuracy of all, {percent(overall)}. Bars are 95 % intervals.",
            x=Axis(f"{unit} in the text, up to", -0.5, len(rows) - 0.5, ticks=ticks),
            y=Axis("accuracy", max(0.0, min(low, overall) - 0.01), min(1.0, max(high, overall) + 0.01), show=tick),
            marks=[Line([(-0.5, overall), (len(rows) - 0.5, overall)], dashed=True), Dots(dots)],
        )
    )
