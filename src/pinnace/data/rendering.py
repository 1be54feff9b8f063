"""A data report on a terminal: counts, balance as bars, lengths as a histogram, then what to look at."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pinnace.data.pictures import PictureReport
    from pinnace.data.reporting import DataReport

BAR = 24  # characters of the longest bar
CLASSES = 20  # classes shown
SUSPECTS = 5  # suspicious rows shown
BLOCKS = " ▁▂▃▄▅▆▇█"


def render(report: DataReport) -> RenderableType:
    parts: list[RenderableType] = [facts(report)]
    if any(count.rows for count in report.classes):
        parts += [Text(), balance(report)]
    if report.reading.kept:
        parts += [Text(), histogram(report)]
    for finding in report.warnings:
        parts.append(Text.assemble(("! ", "bold yellow"), finding.message))
    if report.suspects:
        parts += [Text(), suspects(report)]
    return Group(*parts)


def facts(report: DataReport) -> Table:
    reading = report.reading
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_row(
        "data", Text.assemble((report.source or "texts", "bold"), f"  {reading.format}" if reading.format else "")
    )
    left_out = [
        *([f"{reading.empty:,} without text"] if reading.empty else []),
        *([f"{reading.unlabelled:,} without label"] if reading.unlabelled else []),
        *([f"{reading.sampled_out:,} over the limit (a uniform sample was kept)"] if reading.sampled_out else []),
    ]
    rows = (
        f"{reading.kept:,}"
        if not left_out
        else f"{reading.kept:,} of {reading.rows:,}; left out: {', '.join(left_out)}"
    )
    grid.add_row("rows", rows)
    for place in reading.first_dropped:
        grid.add_row("", Text(local(report, place), style="dim"))
    for note in reading.notes:
        name, _, value = note.partition(": ")
        grid.add_row(name, Text(value))
    if report.validation:
        grid.add_row("split", f"{report.training:,} training · {report.validation:,} validation")
    one = report.duplicates == 1
    repeated = (
        f"{report.duplicates:,} {'row repeats' if one else 'rows repeat'} a text" if report.duplicates else "none"
    )
    if report.conflicting:
        repeated += f"; {report.conflicting:,} with another label than its equals"
    grid.add_row("duplicates", repeated)
    if report.validation:
        grid.add_row("", f"{report.across_split:,} shared by training and validation")
    if report.test:
        grid.add_row("", f"{report.across_test:,} of {report.test:,} test texts are in the training file")
    return grid


def balance(report: DataReport | PictureReport) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, max_width=32, overflow="ellipsis")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_row(*(Text(head, style="dim") for head in ("class", "rows", "share")))
    most = max(count.rows for count in report.classes)
    shown = sorted(report.classes, key=lambda count: -count.rows) if len(report.classes) > CLASSES else report.classes
    for count in shown[:CLASSES]:
        bar = Text("━" * max(round(BAR * count.rows / most), 1 if count.rows else 0), style="cyan")
        grid.add_row(Text(count.name), f"{count.rows:,}", f"{count.share:.1%}", bar)
    if len(shown) > CLASSES:
        rest = shown[CLASSES:]
        grid.add_row(Text(f"… {len(rest)} more", style="dim"), f"{sum(c.rows for c in rest):,}")
    return grid


def histogram(report: DataReport) -> Table:
    """One column per power of two of words, its height by the number of texts; below it where the column starts."""
    lengths = report.lengths
    bins = lengths.histogram
    first = next((k for k, n in enumerate(bins) if n), 0)
    most = max(bins, default=0) or 1
    bars, scale = Text(), Text(style="dim")
    for k in range(first, len(bins)):
        label = f"{2**k:,}"
        level = -(-bins[k] * 8 // most)
        bars.append(BLOCKS[level] * max(len(label), 3) + " ", style="cyan")
        scale.append(label.ljust(max(len(label), 3)) + " ")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_row("length", bars)
    grid.add_row("words", scale)
    words, characters = lengths.words, lengths.characters
    grid.add_row(
        "", f"half have {words[50]:,} words ({characters[50]:,} characters) or fewer, 95 % {words[95]:,} or fewer"
    )
    grid.add_row("", f"shortest {words[0]:,}, longest {words[100]:,} words ({characters[100]:,} characters)")
    return grid


def suspects(report: DataReport) -> Table:
    title = "labels to look at"
    table = Table(box=None, padding=(0, 2, 0, 0), title=title, title_justify="left", title_style="bold", expand=True)
    shown = [(local(report, item.place), item.label, item.suggested or "?") for item in report.suspects[:SUSPECTS]]
    for column, (head, most) in enumerate((("where", 28), ("label", 16), ("suggested", 16))):
        width = min(most, max(len(head), *(len(cells[column]) for cells in shown)))
        table.add_column(head, header_style="dim", width=width, overflow="ellipsis", no_wrap=True)
    table.add_column("text", header_style="dim", ratio=1, overflow="ellipsis", no_wrap=True)  # takes what is left
    for cells, item in zip(shown, report.suspects, strict=False):
        table.add_row(*map(Text, (*cells, item.text)))
    if len(report.suspects) > SUSPECTS:
        table.add_row(Text(f"… {len(report.suspects) - SUSPECTS:,} more", style="dim"))
    return table


def local(report: DataReport | PictureReport, place: str) -> str:
    """``place`` without the name of the source, which stands at the top."""
    return place.removeprefix(report.source).lstrip(", /\\")


def plain_lines(report: DataReport) -> list[str]:
    console = Console(file=io.StringIO(), width=100, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        console.print(render(report))
    return [line.rstrip() for line in capture.get().splitlines()]
