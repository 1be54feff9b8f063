"""What the verbs share of the screen: the two consoles, one line of JSON, and the option that asks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

WIDTH = 100  # columns in a log, where there is no terminal to ask

as_json = click.option("--json", "as_json", is_flag=True, help="JSON on standard output and nothing else there.")
package = click.argument("package", metavar="PKG", type=click.Path(path_type=Path))


def console(*, stderr: bool = False) -> Console:
    """A console that keeps its layout in a log and never reads markup in a user's words."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    return made if made.is_terminal else Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=WIDTH)


def table(*columns: str, title: str | None = None) -> Table:
    """A plain table; a column whose name starts with `>` holds numbers and is set to the right."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for column in columns:
        made.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    return made


def emit(value: dict[str, Any]) -> None:
    """One JSON object on one line of standard output; ASCII, so that no terminal or pipe can garble it."""
    click.echo(json.dumps(value))


def excerpt(text: str | bytes, length: int = 60) -> str:
    """The beginning of an input on one line."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    shown = " ".join(shown[: 4 * length].split())
    return shown if len(shown) <= length else shown[: length - 1] + "…"
