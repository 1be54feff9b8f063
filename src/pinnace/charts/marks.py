"""How each kind of mark is drawn."""

from __future__ import annotations

from xml.etree import ElementTree as tree

from pinnace.charts.figure import Bars, Dot, Dots, Line, Rule
from pinnace.charts.parts import element, number, words
from pinnace.charts.scale import Scale

RADIUS, LARGE = 4.0, 6.0  # pixels of a dot, of one with the accent
FORMS = {  # corners around the middle, in radii
    "triangle": ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "cross": ((0.0, 0.0), (1.0, 1.0), (0.0, 0.0), (-1.0, 1.0), (0.0, 0.0), (-1.0, -1.0), (0.0, 0.0), (1.0, -1.0)),
}
EDGE = 0.12  # of the width: nearer to a side than this, a label keeps away from it


def line(root: tree.Element, mark: Line, x: Scale, y: Scale) -> None:
    kind = " ".join(["line"] + ["dashed"] * mark.dashed + ["accent"] * mark.accent)
    points = " ".join(f"{number(x(a))},{number(y(b))}" for a, b in mark.points)
    tree.SubElement(root, "polyline", {"class": kind, "points": points})


def bars(root: tree.Element, mark: Bars, x: Scale, y: Scale) -> None:
    group = element(root, "g", "bars")
    for left, right, top in mark.bars:
        width, height = max(x(right) - x(left) - 2, 1), y.start - y(top)
        element(group, "rect", x=x(left) + 1, y=y(top), width=width, height=height)


def rule(root: tree.Element, mark: Rule, x: Scale, y: Scale) -> None:
    element(element(root, "g", "rule"), "line", x1=x.start, x2=x.end, y1=y(mark.y), y2=y(mark.y))


def rule_label(root: tree.Element, mark: Rule, x: Scale, y: Scale) -> None:
    words(element(root, "g", "rule"), "text", mark.label, x=number(x.start + 4), y=number(y(mark.y) - 5))


def dots(root: tree.Element, mark: Dots, x: Scale, y: Scale) -> None:
    group = element(root, "g", f"dots {mark.shape}")
    for dot in sorted(mark.dots, key=lambda dot: dot.accent):  # the one meant lies on top
        _dot(element(group, "g", "accent" if dot.accent else ""), dot, mark.shape, x, y)


def _dot(group: tree.Element, dot: Dot, shape: str, x: Scale, y: Scale) -> None:
    across, up, radius = x(dot.x), y(dot.y), LARGE if dot.accent else RADIUS
    if dot.hint:
        words(group, "title", dot.hint)
    if dot.low is not None and dot.high is not None:
        element(group, "line", "whisker", x1=across, x2=across, y1=y(dot.low), y2=y(dot.high))
    if shape in ("square", "diamond"):
        side = 1.8 * radius
        corner = element(group, "rect", x=across - side / 2, y=up - side / 2, width=side, height=side)
        if shape == "diamond":
            corner.set("transform", f"rotate(45 {number(across)} {number(up)})")
    elif shape in FORMS:
        corners = [(across + radius * a, up + radius * b) for a, b in FORMS[shape]]
        path = "M" + " L".join(f"{number(a)},{number(b)}" for a, b in corners)
        tree.SubElement(group, "path", {"d": f"{path} Z"})
    else:
        element(group, "circle", cx=across, cy=up, r=radius)
    if dot.label:  # above all of it, where no line runs
        share = (across - x.start) / max(x.end - x.start, 1)
        anchor = "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"
        top = min(up - radius, up if dot.high is None else y(dot.high))
        words(group, "text", dot.label, **{"x": number(across), "y": number(top - 6), "text-anchor": anchor})
