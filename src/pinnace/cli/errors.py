"""Errors as one readable block on standard error, and the exit code that belongs to each.

0 done · 1 the answer is no (different, refused by a gate) · 2 bad input or usage · 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import sys

import click

from pinnace.errors import PinnaceError

STOPPED = 130


def show(error: PinnaceError) -> None:
    """Print the block: a frame on a terminal, plain lines in a log."""
    if not sys.stderr.isatty():
        click.echo(str(error), err=True)
        return
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    lines = [Text(error.what, style="bold")]
    if error.where:
        lines.append(Text.assemble(("where  ", "dim"), error.where))
    if error.hint:
        lines.append(Text.assemble(("do     ", "dim"), error.hint))
    panel = Panel(Text("\n").join(lines), title=f"error: {error.code}", title_align="left", border_style="red")
    Console(stderr=True).print(panel)


def from_click(error: click.ClickException) -> PinnaceError:
    """Click's usage errors in the form of all the others."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "pinnace"
    return PinnaceError("usage.option", what=error.format_message(), hint=f"see `{command} --help`")


def from_system(error: OSError) -> PinnaceError:
    """A file that cannot be read or written: the operating system's own words, and which file."""
    where = str(error.filename) if error.filename else ""
    hint = "check that the path exists, that you may use it, and that the disk has room"
    return PinnaceError("usage.file", what=error.strerror or str(error), where=where, hint=hint)
