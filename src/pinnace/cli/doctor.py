"""`pinnace doctor [DIR]`: traps in the folder of an app, before they cost a day."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from pinnace.cli import screen

MARKS = {"problem": "✗", "note": "–"}


@click.command("doctor")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@screen.as_json
def command(folder: Path, as_json: bool) -> int:
    """Look for traps in the folder of an app that carries a package.

    Damaged packages, missing .wasm files, servers and policies that forbid them, bundlers that leave them behind,
    shared libraries that Google Play refuses, privacy manifests, pairs of Python and PyTorch. Each comes with its fix.
    A problem is exit code 1; nothing is changed.

    \b
    Examples:
      pinnace doctor
      pinnace doctor my-app
      pinnace doctor my-app --json
    """
    from pinnace import doctor

    found = doctor.examine(folder)
    problems = sum(finding.kind == "problem" for finding in found)
    if as_json:
        screen.emit({"problems": problems, "findings": [asdict(finding) for finding in found]})
        return min(problems, 1)
    out = screen.console()
    for finding in found:
        out.print(f"{MARKS[finding.kind]} {finding.where}: {finding.what}", soft_wrap=True)
        if finding.fix:
            out.print(f"  do: {finding.fix}", soft_wrap=True)
    out.print(f"{problems} problem{'' if problems == 1 else 's'} found" if found else "no trap found")
    return min(problems, 1)
