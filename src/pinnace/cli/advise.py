"""`pinnace advise [APP.toml]`: which way to take for an app, in money, milliseconds and privacy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinnace.cli import screen

if TYPE_CHECKING:
    from pinnace.advising import Advice

ROWS = 8  # options shown


@click.command("advise")
@click.argument("app", metavar="[APP.toml]", required=False, type=click.Path(path_type=Path))
@click.option("--package", metavar="PKG", type=click.Path(path_type=Path), help="Size, speed and accuracy from a package or an .onnx file.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Also write the report as one page.")
@click.option("--save", metavar="FILE", type=click.Path(path_type=Path), help="Keep the answers as an app.toml.")
@click.option("--draws", metavar="N", type=click.IntRange(100, 100_000), default=10_000, help="[default: 10000]")
@click.option("--seed", metavar="N", type=click.IntRange(0), default=0, help="Same seed, same figures.  [default: 0]")
@screen.as_json
def command(
    app: Path | None, package: Path | None, html: Path | None, save: Path | None, draws: int, seed: int, as_json: bool
) -> int:
    """Compare every way to run a feature, for your app.

    Canned, hosted, rented or your own machines; on a server, on the device, or both. APP.toml holds the facts of your
    app; each may be a number, a range or "unknown". Without APP.toml you are asked.
    Exit code 1 when nothing will do.

    \b
    Examples:
      pinnace advise
      pinnace advise app.toml --html report.html
      pinnace advise app.toml --package run/reviews.pinnace --json
      pinnace advise prices check
    """
    from pinnace import advising

    if app is None:
        raise click.UsageError("give an APP.toml")
    facts = advising.read(app)
    advice = advising.advise(facts, folder=app.parent, draws=draws, seed=seed)
    if html:
        from pinnace.advising import report
        from pinnace.packaging import saving

        saving.save(html, report.html(advice).encode())
    if as_json:
        screen.emit(advising.summary(advice))
    else:
        show(advice)
    return 0 if advice.best else 1


def show(advice: Advice) -> None:
    """The recommendation in words, the options, what would change it."""
    out = screen.console()
    best = advice.best
    if best:
        out.print(f"{advice.app.name}: {best.option.title}")
        out.print(f"{best.usd[0]:,.0f} USD in {advice.app.horizon_months} months")
    table = screen.table("option", ">USD", ">best", ">p95 ms", "")
    for each in advice.ranking[:ROWS]:
        p95 = advice.speeds[each.id].p95_ms
        table.add_row(each.id, f"{each.usd[0]:,.0f}", f"{advice.chances[each.id]:.0%}", f"{p95:,.1f}", ", ".join(advice.marks(each)))
    out.print(table)
