"""`pinnace inspect PKG`: what a package is and where every byte goes."""

from __future__ import annotations

from pathlib import Path

import click

from pinnace.cli import screen


@click.command("inspect")
@screen.package
@screen.as_json
def command(package: Path, as_json: bool) -> None:
    """Explain PKG: labels, plan, sections and the bytes of each.

    \b
    Examples:
      pinnace inspect run/reviews.pinnace
      pinnace inspect run/reviews.pinnace --json
    """
    from pinnace import packaging

    report = packaging.inspect(package)
    if as_json:
        screen.emit(report)
