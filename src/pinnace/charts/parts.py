"""Elements of an SVG: numbers short, texts safe."""

from __future__ import annotations

import re
from xml.etree import ElementTree as tree

LONGEST = 120  # characters of a label; a description may be ten times as long
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def number(value: float) -> str:
    """A tenth of a pixel is enough."""
    return f"{value:.1f}".removesuffix(".0")


def element(parent: tree.Element, tag: str, kind: str = "", **place: float) -> tree.Element:
    """A new child with a class and numbers."""
    attributes = {name: number(value) for name, value in place.items()}
    return tree.SubElement(parent, tag, ({"class": kind} if kind else {}) | attributes)


def words(parent: tree.Element, tag: str, text: str, **attributes: str) -> tree.Element:
    """A new child with a text: bounded, without control characters or ones that would turn the line around."""
    child = tree.SubElement(parent, tag, attributes)
    most = 10 * LONGEST if tag == "desc" else LONGEST
    clean = UNFIT.sub("", text[: 2 * most])
    child.text = clean if len(clean) <= most else clean[: most - 1] + "…"
    return child
