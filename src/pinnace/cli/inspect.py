"""`pinnace inspect PKG`: what a package is and where every byte goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pinnace.cli import screen, sizes


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
    else:
        show(report)


def memory(need: dict[str, int]) -> str:
    """What the core needs at most, whatever the input."""
    parts = ("model", "session", "values", "values_apart")
    opened, session, values, apart = (sizes.show(need[part]) for part in parts)
    shared = f", at their peak; {apart} if none shared memory" if need["values"] < need["values_apart"] else ""
    each = f"{session} to predict, {values} of it for values (activations{shared})"
    return f"{opened} when opened, weights unpacked; {each}"


def show(report: dict[str, Any]) -> None:
    """The facts, then every byte, then what the evidence says."""
    out = screen.console()
    ships = min(report["bytes"], report["bytes_brotli"])
    facts = {
        "package": report["package"],
        "ships as": f"{sizes.show(ships)} ({report['bytes']:,} bytes, {report['bytes_brotli']:,} after brotli)",
        "labels": ", ".join(report["labels"]),
        "plan": " → ".join(operator["op"] for operator in report["operators"]),
        "memory": memory(report["memory"]),
        "sha256": report["sha256"],
    }
    grid = screen.table("", "")
    grid.show_header = False
    for name, value in facts.items():
        grid.add_row(name, value)
    out.print(grid)
    table = screen.table(">bytes", ">share", "part", "what")
    for part in report["parts"]:
        table.add_row(f"{part['bytes']:,}", f"{part['bytes'] / report['bytes_file']:.1%}", part["name"], part["what"])
    table.add_row(f"{report['bytes_file']:,}", "100.0%", "file", "")
    out.print()
    out.print(table)
    if report["evidence"]:
        evidence = screen.table("evidence", "")
        for name, value in flat(report["evidence"]):
            evidence.add_row(name, value)
        out.print()
        out.print(evidence)


def flat(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """(dotted name, value) of everything that fits on a line; long lists are for --json."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        elif value is not None and not isinstance(value, list):
            yield prefix + name, f"{value:.4g}" if isinstance(value, float) else screen.excerpt(str(value))
