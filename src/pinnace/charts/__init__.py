"""Charts as inline SVG, without script, font or colours of their own: a page brings `stylesheet()`, light or dark."""

from pinnace.charts.drawing import stylesheet, svg
from pinnace.charts.figure import Axis, Bars, Dot, Dots, Figure, Line, Mark, Rule

__all__ = ["Axis", "Bars", "Dot", "Dots", "Figure", "Line", "Mark", "Rule", "stylesheet", "svg"]
