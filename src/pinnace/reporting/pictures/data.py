"""The picture report as the page shows it: counts, sizes, balance, findings, suspicious labels."""

from __future__ import annotations

from pinnace.charts import Axis, Bars, Figure, svg
from pinnace.reporting.formats import clean, count
from pinnace.reporting.pictures.run import PictureRun
from pinnace.reporting.table import NOTES, SENTENCE, Data, told


def data(run: PictureRun) -> Data:
    return told(run.data_report, facts(run), histogram(run))


def facts(run: PictureRun) -> list[tuple[str, str]]:
    """Name and value, most important first."""
    report, reading, view = run.data_report, run.data_report.reading, run.pictures.view
    found = [("source", clean(report.source, 120)), ("pictures", f"{reading.kept:,} of {reading.rows:,}")]
    left_out = [
        (len(reading.skipped), "that cannot be read"),
        (reading.unlabelled, "without label"),
        (reading.sampled_out, "over the limit, a uniform sample was kept"),
    ]
    found += [("left out", f"{rows:,} {why}") for rows, why in left_out if rows]
    for note in reading.notes[:NOTES]:
        name, _, value = note.partition(": ")
        found.append((clean(name), clean(value, SENTENCE)))
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(reading.modes.items(), key=lambda item: -item[1]))
    found.append(("kinds", kinds + (f"; {reading.turned:,} turned as the camera says" if reading.turned else "")))
    found.append(("the network sees", f"{view.width} × {view.height} pixels ({view.fit})"))
    alike = count(report.duplicates, "picture") + " look like an earlier one"
    found.append(("duplicates", alike + (f", {report.conflicting:,} with another label" if report.conflicting else "")))
    found.append(("split", f"{report.training:,} to learn from, {report.validation:,} held back"))
    return found


def histogram(run: PictureRun) -> str:
    """How large the pictures are, as stored."""
    widths = run.data_report.widths
    shown = sorted(widths)
    edges = [max(1, widths[share]) for share in shown]
    return svg(
        Figure(
            name="widths",
            title="Widths",
            description=f"Half of the pictures are up to {widths[50]:,} pixels wide.",
            x=Axis("share of the pictures", 0, 100, show=lambda value: f"{value:.0f} %"),
            y=Axis("pixels wide, at most", 0, 1.08 * max(edges)),
            marks=[Bars([(a, b, w) for a, b, w in zip([0, *shown], shown, edges, strict=False) if b > a])],
        )
    )
