"""`svg`: a figure becomes the text of one inline <svg>; classes name its parts, `style.css` gives them colours.

The page's policy can forbid inline styles and scripts: only presentation attributes and classes are written. Labels may
hold anything: ElementTree escapes them, and what XML cannot carry is dropped.
"""

from __future__ import annotations

from importlib.resources import files
from xml.etree import ElementTree as tree

from pinnace.charts.figure import Axis, Bars, Dots, Figure, Line, Mark, Rule
from pinnace.charts.marks import bars, dots, line, rule, rule_label
from pinnace.charts.parts import element, number, words
from pinnace.charts.scale import Scale

TOP, RIGHT, BOTTOM = 34, 16, 44  # pixels around the plot; above it stands the name of the upright axis
LETTER = 7.2  # pixels of a letter of a tick, about


def svg(figure: Figure) -> str:
    """The figure as HTML takes it. The same figure gives the same text."""
    root = tree.Element(
        "svg",
        {
            "class": "chart",
            "role": "img",
            "viewBox": f"0 0 {figure.width} {figure.height}",
            "aria-labelledby": f"{figure.name}-title {figure.name}-text",
        },
    )
    words(root, "title", figure.title, id=f"{figure.name}-title")
    words(root, "desc", figure.description, id=f"{figure.name}-text")
    rows = max(2, round((figure.height - TOP - BOTTOM) / 36))
    left = 12 + LETTER * max(len(label) for _, label in Scale(figure.y, 1, 0).ticks(rows))
    x = Scale(figure.x, left, figure.width - RIGHT)
    y = Scale(figure.y, figure.height - BOTTOM, TOP)
    _axes(root, figure, x, y, rows)
    for mark in figure.marks:
        _draw(root, mark, x, y)
    for mark in figure.marks:
        if isinstance(mark, Rule):  # over everything: it is read, not looked at
            rule_label(root, mark, x, y)
    return tree.tostring(root, encoding="unicode")


def stylesheet() -> str:
    """What a page with charts must bring. It uses the page's --ink, --soft, --line, --accent and --paper."""
    return (files("pinnace.charts") / "style.css").read_text(encoding="utf-8")


def _axes(root: tree.Element, figure: Figure, x: Scale, y: Scale, rows: int) -> None:
    group = element(root, "g", "axes")
    for value, label in y.ticks(rows):
        element(group, "line", "grid", x1=x.start, x2=x.end, y1=y(value), y2=y(value))
        words(group, "text", label, x=number(x.start - 8), y=number(y(value) + 4), **{"text-anchor": "end"})
    ticks = x.ticks(_columns(figure.x, x))
    for value, label in ticks:
        element(group, "line", "tick", x1=x(value), x2=x(value), y1=y.start, y2=y.start + 4)
        words(group, "text", label, x=number(x(value)), y=number(y.start + 17), **{"text-anchor": "middle"})
    element(group, "line", "base", x1=x.start, x2=x.end, y1=y.start, y2=y.start)
    middle = (x.start + x.end) / 2
    name = words(group, "text", figure.x.label, x=number(middle), y=number(figure.height - 8))
    name.set("class", "name")
    words(group, "text", figure.y.label, x="0", y="13").set("class", "name upright")


def _columns(axis: Axis, x: Scale) -> int:
    """How many ticks the labels of an axis leave room for."""
    longest = max(len(axis.show(axis.low)), len(axis.show(axis.high)))
    return max(2, int((x.end - x.start) / (LETTER * longest + 30)))


def _draw(root: tree.Element, mark: Mark, x: Scale, y: Scale) -> None:
    match mark:
        case Line():
            line(root, mark, x, y)
        case Dots():
            dots(root, mark, x, y)
        case Bars():
            bars(root, mark, x, y)
        case Rule():
            rule(root, mark, x, y)
