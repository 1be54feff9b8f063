"""Figures and other people's texts as the page shows them."""

from __future__ import annotations

import re
import unicodedata

UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
MARKS = 8  # combining marks on a letter: more would climb over the lines above
FIXED = "\u00a0"  # a space that keeps a figure and its unit on one line
LABEL = 40  # characters of a label that are shown


def percent(value: float, digits: int = 1) -> str:
    """0.979 -> 97.9 %. Only a share of exactly 1 is shown as 100."""
    shown = f"{100 * value:.{digits}f}"
    if value < 1 and float(shown) >= 100:
        shown = f"{100 - 10.0**-digits:.{digits}f}"
    return f"{shown}{FIXED}%"


def points(value: float, digits: int = 1) -> str:
    """A difference of shares in percentage points, with its sign."""
    shown = f"{100 * value:+.{digits}f}".replace("-", "−")
    return shown[1:] if float(shown.replace("−", "-")) == 0 else shown


def size(value: float) -> str:
    """16500 -> 16.5 KB; 1 KB is 1,000 bytes."""
    if value < 1_000:
        return f"{value:.0f}{FIXED}bytes"
    scaled, unit = (value / 1_000, "KB") if value < 1_000_000 else (value / 1_000_000, "MB")
    shown = f"{scaled:.3g}" if scaled < 1_000 else f"{scaled:,.0f}"
    return f"{shown}{FIXED}{unit}"


def milliseconds(value: float) -> str:
    """Two digits that count: 0.0032 ms, 1.4 ms, 23 ms."""
    if value <= 0:
        return "–"
    shown = f"{value:,.0f}" if value >= 10 else f"{float(f'{value:.1e}'):.10f}".rstrip("0").rstrip(".")
    return f"{shown}{FIXED}ms"


def count(number: int, one: str, many: str = "") -> str:
    """1 row, 2 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def clean(text: str, most: int = LABEL) -> str:
    """Somebody's text on one line of at most `most` characters, without what would break out of it.

    Control characters, lone surrogates and marks of direction go; towers of combining marks are cut. Escaping is the
    template's.
    """
    found, marks = [], 0
    for letter in " ".join(UNFIT.sub(" ", text[: 4 * most]).split()):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MARKS:
            found.append(letter)
    shown = "".join(found)
    return shown if len(shown) <= most and len(text) <= 4 * most else shown[: most - 1] + "…"
