"""The command `pinnace`: its verbs, and the one place where errors become exit codes."""

from __future__ import annotations

import importlib
import keyword
import sys
from typing import NoReturn

import click

from pinnace.cli import errors
from pinnace.errors import PinnaceError

VERBS = ("train", "predict", "evaluate", "check", "inspect", "try", "ship", "doctor", "advise")  # as the data move


class Verbs(click.Group):
    """Loads a verb's file when it is asked for, so that `pinnace --help` imports no numerical library."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module = f"{name}_" if keyword.iskeyword(name) else name
        command = importlib.import_module(f"pinnace.cli.{module}").command
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pinnace", prog_name="pinnace")
def pinnace() -> None:
    """Train a small model on your data and ship it as one file that answers the same everywhere.

    \b
    Examples:
      pinnace train reviews.csv --out run/ --max-size 16.5KB
      pinnace check run/reviews.pinnace
      pinnace predict run/reviews.pinnace "Not bad at all!"
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end the program.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; its exit code. Errors are shown, not raised."""
    try:
        return pinnace.main(arguments, prog_name="pinnace", standalone_mode=False) or 0
    except PinnaceError as error:
        errors.show(error)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        errors.show(errors.from_click(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was written", err=True)
        return errors.STOPPED
    except OSError as error:
        errors.show(errors.from_system(error))
        return 2
