"""`pinnace check PKG`: the same raw inputs through every runtime on this machine; the answers must be equal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinnace.cli import screen

if TYPE_CHECKING:
    from pinnace.checking import CheckReport

MARKS = {"equal": "✓", "different": "✗", "not run": "–"}


@click.command("check")
@screen.package
@click.option("--inputs", metavar="FILE", type=click.Path(path_type=Path), help="More inputs than the package's own.")
@click.option("--runtime", "runtimes", metavar="NAME", multiple=True, help="Only this runtime; may be repeated.")
@screen.as_json
def command(package: Path, inputs: Path | None, runtimes: tuple[str, ...], as_json: bool) -> int:
    """Compare the answers of every runtime, bit for bit.

    The same raw inputs go through every runtime found here, and the answers must be ==.
    The inputs are the package's goldens, a list of texts or pictures made to break code, and FILE if given: what
    `pinnace predict --input` takes.
    A difference is exit code 1. A runtime that this machine does not have is reported as not run.

    \b
    Examples:
      pinnace check run/reviews.pinnace
      pinnace check run/reviews.pinnace --inputs test.csv
      pinnace check run/photos.pinnace --inputs photos/
      pinnace check run/reviews.pinnace --runtime python --runtime reference --json
    """
    from pinnace import checking

    with screen.console(stderr=True).status("reading") as status:
        report = checking.check(package, inputs=inputs, runtimes=list(runtimes) or None, progress=status.update)
    if as_json:
        screen.emit({"equal": report.equal, "runtimes": report.runtimes})
    else:
        show(report)
    return 0 if report.equal else 1


def show(report: CheckReport) -> None:
    """One row per runtime, then the verdict in words."""
    out = screen.console()
    table = screen.table("", "runtime", "status", ">cases", ">mismatches", "")
    for name, row in report.runtimes.items():
        counts = ("", "") if row["status"] == "not run" else (f"{row['cases']:,}", f"{row['mismatches']:,}")
        table.add_row(MARKS[row["status"]], name, row["status"], *counts, row.get("why") or "")
    out.print(table)
    run = [name for name, row in report.runtimes.items() if row["status"] != "not run"]
    verdict = "equal, bit for bit" if report.equal else "DIFFERENT: do not ship this"
    out.print(f"{len(run)} of {len(report.runtimes)} runtimes ran here: {verdict}")
