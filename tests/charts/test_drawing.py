"""A figure as SVG: every number where it belongs, and nothing in it that a page would run."""

from __future__ import annotations

import re
from xml.etree import ElementTree as tree

import pytest

from pinnace.charts import Axis, Bars, Dot, Dots, Figure, Line, Rule, stylesheet, svg

HOSTILE = '</title><script>alert(1)</script>" onload="x\x00\x1b[2J‮evil\ud800' + "long " * 50_000


def figure(**changed: object) -> Figure:
    dots = Dots([Dot(4_500, 0.91, 0.9, 0.92, hint="small"), Dot(16_500, 0.92, label="chosen", accent=True)])
    fields: dict[str, object] = {
        "name": "sizes",
        "title": "Accuracy by size",
        "description": "Bigger is better.",
        "x": Axis("bytes", 1_000, 100_000, log=True),
        "y": Axis("accuracy", 0.9, 0.95, show="{:.0%}".format),
        "marks": [Line([(4_500, 0.91), (16_500, 0.92)]), dots, Rule(0.9, "always the same")],
    }
    return Figure(**{**fields, **changed})  # type: ignore[arg-type]


def drawn(made: Figure) -> tree.Element:
    return tree.fromstring(svg(made))


def test_points_are_in_proportion() -> None:
    root = drawn(figure())
    (points,) = [e.get("points") for e in root.iter("polyline")]
    assert points is not None
    (x0, y0), (x1, y1) = [tuple(map(float, pair.split(","))) for pair in points.split()]
    grid = sorted({float(e.get("y1", 0)) for e in root.iter("line") if e.get("class") == "grid"}, reverse=True)
    labels = [e.text for e in root.iter("text") if e.get("text-anchor") == "end" and "%" in (e.text or "")]
    assert labels == ["90%", "91%", "92%", "93%", "94%", "95%"]
    assert (y0, y1) == (grid[1], grid[2])  # 91 % and 92 %
    left, right = next((float(e.get("x1", 0)), float(e.get("x2", 0))) for e in root.iter("line"))
    assert x1 - x0 == pytest.approx((right - left) * 0.5643 / 2, abs=0.2)  # log10(16500 / 4500) of two decades


def test_it_can_be_read_without_being_seen() -> None:
    root = drawn(figure())
    names = (root.get("aria-labelledby") or "").split()
    told = {e.get("id"): e.text for e in root.iter() if e.tag in ("title", "desc")}
    assert [told[name] for name in names] == ["Accuracy by size", "Bigger is better."]
    assert root.get("role") == "img"


def test_hostile_labels_stay_labels() -> None:
    dots = Dots([Dot(5_000, 0.92, label=HOSTILE, hint=HOSTILE)])
    text = svg(figure(title=HOSTILE, description=HOSTILE, marks=[dots, Rule(0.93, HOSTILE)]))
    root = tree.fromstring(text)
    assert not list(root.iter("script"))
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on") or name == "style"]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)
    assert len(text) < 10_000


def test_the_same_figure_gives_the_same_text() -> None:
    assert svg(figure()) == svg(figure())


def test_values_outside_an_axis_stay_on_the_chart() -> None:
    root = drawn(figure(marks=[Line([(1, 0.1), (1e9, 2.0)]), Bars([(1, 1e9, 7.0)])]))
    for element in root.iter("rect"):
        assert float(element.get("x", -1)) >= 0
        assert float(element.get("y", -1)) >= 0
        assert float(element.get("height", -1)) <= 260


def test_one_value_needs_no_span() -> None:
    svg(figure(x=Axis("bytes", 5, 5, log=True), y=Axis("accuracy", 1, 1)))


def test_every_class_has_a_style() -> None:
    root = drawn(figure(marks=[*figure().marks, Bars([(2_000, 3_000, 0.92)]), Dots([Dot(9_000, 0.93)], "ring")]))
    classes = {name for e in root.iter() for name in (e.get("class") or "").split()}
    assert {name for name in classes if f".{name}" not in stylesheet()} == {"axes", "circle"}


def test_every_shape_is_drawn_its_own_way() -> None:
    shapes = ("circle", "square", "diamond", "triangle", "cross")
    forms = set()
    for shape in shapes:
        root = drawn(figure(marks=[Dots([Dot(9_000, 0.93)], shape)]))
        (group,) = [e for e in root.iter("g") if e.get("class") == f"dots {shape}"]
        (form,) = [e for e in group.iter() if e.tag in ("circle", "rect", "path")]
        forms.add((form.tag, form.get("transform", "")[:6], form.get("d")))
    assert len(forms) == len(shapes)
