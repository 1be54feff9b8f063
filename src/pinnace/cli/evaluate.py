"""`pinnace evaluate PKG DATA`: how often a package agrees with labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pinnace.cli import screen


@click.command("evaluate")
@screen.package
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--text-column", metavar="C", help="Name of the column with the texts or pictures; found when omitted.")
@click.option("--label-column", metavar="C", help="Name of the column with the labels; found when omitted.")
@screen.as_json
def command(package: Path, data: Path, text_column: str | None, label_column: str | None, as_json: bool) -> None:
    """Count how often PKG gives the label in DATA.

    \b
    Examples:
      pinnace evaluate run/reviews.pinnace test.csv
      pinnace evaluate run/reviews.pinnace test.parquet --label-column stars --json
    """
    from pinnace import packaging
    from pinnace.data import read
    from pinnace.data.pictures import read_pictures
    from pinnace.runtime import Package

    loaded = Package.load(package)
    known: dict[str, Any] = {"label_column": label_column, "classes": loaded.labels, "closed": True}
    if loaded.view is not None:
        result = packaging.evaluate(loaded, read_pictures(data, loaded.view, picture_column=text_column, **known))
    else:
        result = packaging.evaluate(loaded, read(data, text_column=text_column, **known))
    if as_json:
        screen.emit(result)
    else:
        show(result, "texts" if loaded.view is None else "pictures")


def show(result: dict[str, Any], what: str) -> None:
    """Accuracy with its standard error, then one row per class."""
    out = screen.console()
    noise, n = result["standard_error"], result["n"]
    out.print(f"accuracy {result['accuracy']:.2%} ± {noise:.2%} (one standard error) on {n:,} {what}")
    table = screen.table("label", f">{what}", ">precision", ">recall")
    for label, row in result["classes"].items():
        table.add_row(label, f"{row['n']:,}", f"{row['precision']:.1%}", f"{row['recall']:.1%}")
    out.print(table)
