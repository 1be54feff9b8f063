"""What a chart says, apart from how it is drawn: axes, marks, and a sentence for whoever does not see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


def plain(value: float) -> str:
    return f"{value:,.6g}"


@dataclass(frozen=True)
class Axis:
    """From `low` to `high` in the data's own unit; on a logarithmic axis both are above zero.

    Ticks are chosen round unless `ticks` names them: (value, label).
    """

    label: str
    low: float
    high: float
    log: bool = False
    show: Callable[[float], str] = plain
    ticks: Sequence[tuple[float, str]] = ()


@dataclass(frozen=True)
class Line:
    """A line through points; dashed for what is expected rather than measured."""

    points: Sequence[Point]
    dashed: bool = False
    accent: bool = False


@dataclass(frozen=True)
class Dot:
    """A measured value and its interval; `hint` appears under the pointer, `label` always; `accent`: the one meant."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    label: str = ""
    hint: str = ""
    accent: bool = False


@dataclass(frozen=True)
class Dots:
    """Dots of one kind. Shapes tell kinds apart without colour: circle, square, diamond, ring."""

    dots: Sequence[Dot]
    shape: str = "circle"


@dataclass(frozen=True)
class Bars:
    """Bars from the bottom of the axis: (left, right, top) each, in data units."""

    bars: Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Rule:
    """A level to compare with, across the whole chart."""

    y: float
    label: str


Mark = Line | Dots | Bars | Rule


@dataclass(frozen=True)
class Figure:
    """A chart of `width` by `height` CSS pixels, which shrinks and grows with its page.

    name         unique on its page, of letters and hyphens: an id
    title        what is drawn
    description  what there is to see in it, in a sentence or two
    """

    name: str
    title: str
    description: str
    x: Axis
    y: Axis
    marks: Sequence[Mark]
    width: int = 400
    height: int = 260
