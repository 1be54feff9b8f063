"""A picture report on a terminal: counts, sizes, what was left out, then what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pinnace.data.rendering import balance

if TYPE_CHECKING:
    from pinnace.data.pictures.reporting import PictureReport

SHOWN = 5  # skipped and suspicious pictures


def render(report: PictureReport) -> RenderableType:
    parts: list[RenderableType] = [facts(report), Text(), balance(report)]
    parts += [Text.assemble(("! ", "bold yellow"), finding.message) for finding in report.warnings]
    for one in report.suspects[:SHOWN]:
        parts.append(Text(f"? {one.place} is {one.label!r}, but {one.reason}"))
    return Group(*parts)


def facts(report: PictureReport) -> Table:
    reading = report.reading
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_row("data", Text.assemble((report.source, "bold"), f"  {reading.format}"))
    left_out = [
        f"{count:,} {why}"
        for count, why in (
            (len(reading.skipped), "that cannot be read"),
            (reading.unlabelled, "without label"),
            (reading.sampled_out, "over the limit (a uniform sample was kept)"),
        )
        if count
    ]
    kept = f"{reading.kept:,}"
    grid.add_row("pictures", f"{kept} of {reading.rows:,}; left out: {', '.join(left_out)}" if left_out else kept)
    for one in reading.skipped[:SHOWN]:
        grid.add_row("", Text(f"{one.place}: {one.reason}", style="dim"))
    if len(reading.skipped) > SHOWN:
        grid.add_row("", Text(f"… and {len(reading.skipped) - SHOWN} more", style="dim"))
    for note in reading.notes:
        name, _, value = note.partition(": ")
        grid.add_row(name, Text(value))
    widths, heights = report.widths, report.heights
    grid.add_row("sizes", f"half are up to {widths[50]:,} × {heights[50]:,} pixels")
    grid.add_row("", f"from {widths[0]:,} × {heights[0]:,} to {widths[100]:,} × {heights[100]:,}")
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(reading.modes.items(), key=lambda item: -item[1]))
    turned = f"; {reading.turned:,} turned as the camera says" if reading.turned else ""
    grid.add_row("kinds", f"{kinds}{turned}")
    if report.validation:
        grid.add_row("split", f"{report.training:,} training · {report.validation:,} validation")
    repeated = f"{report.duplicates:,} look like another one" if report.duplicates else "none"
    if report.conflicting:
        repeated += f"; {report.conflicting:,} with another label"
    grid.add_row("duplicates", repeated)
    if report.validation:
        grid.add_row("", f"{report.across_split:,} shared by training and validation")
    if report.test:
        grid.add_row("", f"{report.across_test:,} of {report.test:,} test pictures are in the training set")
    return grid
