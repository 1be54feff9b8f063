"""Sizes as people write them: "16.5KB", "100k", "1MB", "64KiB", "900". 1 KB is 1,000 bytes, 1 KiB 1,024."""

from __future__ import annotations

import re
from typing import Any

import click

UNITS = {"": 1, "b": 1, "k": 1_000, "kb": 1_000, "kib": 1_024, "m": 1_000_000, "mb": 1_000_000, "mib": 1_048_576}
WRITTEN = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)\s*", re.IGNORECASE)


def parse(text: str) -> int:
    """Bytes, rounded down; ValueError when `text` is not a size above zero."""
    found = WRITTEN.fullmatch(text)
    unit = UNITS.get(found[2].lower()) if found else None
    size = int(float(found[1]) * unit) if found and unit else 0
    if size <= 0:
        raise ValueError(f"{text!r} is not a size: write 16.5KB, 100k, 1MB or a number of bytes")
    return size


def show(size: int) -> str:
    """`size` bytes with the unit that reads best: 900 bytes, 16.5 KB, 1.25 MB."""
    if size < 1_000:
        return f"{size} bytes"
    value, unit = (size / 1_000, "KB") if size < 1_000_000 else (size / 1_000_000, "MB")
    return f"{value:.3g} {unit}" if value < 1_000 else f"{value:,.0f} {unit}"


class Size(click.ParamType):  # type: ignore[type-arg]  # generic only in newer releases of click
    """The type of an option that takes a size; its value is a number of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
