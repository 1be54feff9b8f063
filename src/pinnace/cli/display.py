"""What `pinnace train` shows while it works: the data report, a live table of rungs, a progress bar.

Everything goes to standard error. On a terminal it is live; in a log it is plain lines, one per stage and rung.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pinnace.cli import screen, sizes

if TYPE_CHECKING:
    from pinnace.data.pictures import PictureReport
    from pinnace.data.reporting import DataReport


class Display:
    """A training progress (training/progress.py) drawn on a console; a context manager."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.rungs: list[Mapping[str, Any]] = []
        self.bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console)
        self.task = self.bar.add_task("reading", total=None)
        self.live = Live(console=console, refresh_per_second=8, get_renderable=self.draw, transient=False)

    def __enter__(self) -> Display:
        if self.console.is_terminal:
            self.live.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.bar.remove_task(self.task)
        if self.console.is_terminal:
            self.live.stop()
        elif self.rungs:
            self.console.print(self.ladder())

    # The protocol of training/progress.py.

    def report(self, report: DataReport | PictureReport) -> None:
        """The data report, before training starts."""
        self.console.print(report.render())

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage of `total` steps (None: not known beforehand)."""
        self.bar.remove_task(self.task)
        self.task = self.bar.add_task(name, total=total)
        if not self.console.is_terminal:
            self.console.print(name)

    def advance(self, steps: int = 1) -> None:
        """Steps of the present stage that are done."""
        self.bar.advance(self.task, steps)

    def rung(self, row: Mapping[str, Any]) -> None:
        """A rung was trained and packaged."""
        self.rungs.append(row)

    # Drawing.

    def draw(self) -> Group:
        return Group(self.ladder(), self.bar) if self.rungs else Group(self.bar)

    def ladder(self) -> Table:
        """One row per rung so far; the best is known only at the end."""
        heads = ("rung", ">parameters", ">size", ">validation", ">ms each", ">seconds", "")
        table = screen.table(*heads, title="ladder")
        for row in self.rungs:
            table.add_row(
                row["rung"],
                f"{row['parameters']:,}",
                sizes.show(row["bytes"]),
                f"{row['validation_accuracy']:.2%}",
                f"{row['milliseconds']:.3f}",
                f"{row['seconds']:.1f}",
                row.get("note", ""),
            )
        return table
