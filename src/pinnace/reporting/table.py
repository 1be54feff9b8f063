"""The data report as the page shows it: counts, balance, lengths, findings, suspicious labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.charts import Axis, Bars, Figure, svg
from pinnace.data.findings import Suspect
from pinnace.data.pictures import PictureReport
from pinnace.data.rendering import local
from pinnace.data.reporting import ClassCount, DataReport
from pinnace.reporting.formats import clean, count
from pinnace.reporting.run import Run

CLASSES = 20
SUSPECTS = 20
FINDINGS = 20
NOTES = 6
SENTENCE = 240  # characters of a finding or a reason


@dataclass(frozen=True)
class ClassBar:
    """`width` is the share of the commonest class's rows, 0 to 100."""

    name: str
    rows: int
    share: float
    width: float


@dataclass(frozen=True)
class Doubt:
    """A row whose label may be wrong."""

    place: str
    text: str
    label: str
    suggested: str
    reason: str


@dataclass(frozen=True)
class Data:
    facts: tuple[tuple[str, str], ...]
    classes: tuple[ClassBar, ...]
    more_classes: int
    findings: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    all_doubts: int
    chart: str


def data(run: Run) -> Data:
    return told(run.data_report, facts(run), histogram(run))


def told(report: DataReport | PictureReport, facts: Sequence[tuple[str, str]], chart: str) -> Data:
    """What texts and pictures have in common, beside facts and a chart of their own."""
    return Data(
        facts=tuple(facts),
        classes=bars(report.classes),
        more_classes=max(0, len(report.classes) - CLASSES),
        findings=tuple(clean(finding.message, SENTENCE) for finding in report.warnings[:FINDINGS]),
        doubts=tuple(doubt(report, item) for item in report.suspects[:SUSPECTS]),
        all_doubts=len(report.suspects),
        chart=chart,
    )


def bars(classes: Sequence[ClassCount]) -> tuple[ClassBar, ...]:
    """In the data's order, or of many the commonest."""
    most = max((row.rows for row in classes), default=0) or 1
    shown = sorted(classes, key=lambda row: -row.rows)[:CLASSES] if len(classes) > CLASSES else classes
    return tuple(ClassBar(clean(row.name), row.rows, row.share, 100 * row.rows / most) for row in shown)


def doubt(report: DataReport | PictureReport, item: Suspect) -> Doubt:
    return Doubt(
        clean(local(report, item.place), 60),
        clean(item.text, 80),
        clean(item.label),
        clean(item.suggested) or "?",
        clean(item.reason, SENTENCE),
    )


def facts(run: Run) -> list[tuple[str, str]]:
    """Name and value, most important first."""
    report, reading = run.data_report, run.data_report.reading
    left_out = [
        (reading.empty, "without text"),
        (reading.unlabelled, "without label"),
        (reading.sampled_out, "over the limit, a uniform sample was kept"),
    ]
    found = [("source", clean(report.source, 120)), ("rows", f"{reading.kept:,} of {reading.rows:,}")]
    found += [("left out", f"{rows:,} {why}") for rows, why in left_out if rows]
    for note in reading.notes[:NOTES]:
        name, _, value = note.partition(": ")
        found.append((clean(name), clean(value, SENTENCE)))
    repeated = count(report.duplicates, "row") + " repeat an earlier text"
    if report.conflicting:
        repeated += f", {report.conflicting:,} of them with another label"
    found.append(("duplicates", repeated))
    words, characters = report.lengths.words, report.lengths.characters
    found.append(
        (
            "lengths",
            f"half have {words[50]:,} words or fewer, 95 % {words[95]:,} or fewer; the longest has {words[100]:,}",
        )
    )
    found.append(("characters", f"half have {characters[50]:,} or fewer; the longest has {characters[100]:,}"))
    if report.test:
        found.append(
            ("test data", f"{count(report.test, 'row')}, {report.across_test:,} of them also in the training data")
        )
    return found


def histogram(run: Run) -> str:
    """Texts by words, in powers of two."""
    bins = run.data_report.lengths.histogram
    first = next((k for k, n in enumerate(bins) if n), 0)
    shown = list(enumerate(bins))[first:]
    most = max(bins, default=0) or 1
    half = run.data_report.lengths.words[50]
    every = -(-len(shown) // 9) or 1
    return svg(
        Figure(
            name="words",
            title="Texts by words",
            description=f"Half of the texts have {half:,} words or fewer.",
            x=Axis(
                "words in the text, doubling",
                first,
                max(first + 1, len(bins)),
                ticks=[(k, f"{2**k:,}") for k, _ in shown[::every]],
            ),
            y=Axis("texts", 0, most * 1.08),
            marks=[Bars([(k, k + 1, n) for k, n in shown])],
        )
    )
