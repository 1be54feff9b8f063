"""Predicted against measured, as an SVG that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pinnace.charts import Axis, Dot, Dots, Figure, Line, stylesheet, svg

Point = tuple[str, str, str, float, Sequence[float]]  # profile, place, what, predicted ms, measured ms
SHAPES = {"device": "circle", "starter": "diamond", "server": "square"}
COLOURS = ":root { --paper: #fcfbf8; --ink: #1c2126; --soft: #59616a; --line: #dfdcd3; --accent: #0b6672; }"
DARK = (
    "@media (prefers-color-scheme: dark) "
    "{ :root { --paper: #14181c; --ink: #e9e7e1; --soft: #a3abb3; --line: #333b42; --accent: #6cc8d3; } }"
)
FRAME = "svg { background: var(--paper); font-family: system-ui, sans-serif; }"


def chart(points: Sequence[Point], bar: float) -> str:
    """Dots on the diagonal are predicted exactly; dashed: `bar` off either way."""
    values = [value for *_, expected, times in points for value in (expected, median(times))]
    low, high = min(values) / 2, max(values) * 2
    ends = (low, high)
    lines = [Line([(x, x * factor) for x in ends], dashed=factor != 1) for factor in (1, 1 + bar, 1 / (1 + bar))]
    dots = [
        Dots([Dot(median(times), expected, hint=f"{name}: {place}, {what}", accent=place != "server")
              for name, where, what, expected, times in points if where == place], shape)
        for place, shape in SHAPES.items()
    ]  # fmt: skip
    axis = {"low": low, "high": high, "log": True}
    figure = Figure(
        "deadline",
        "Predicted and measured latency",
        "Circles: predictions on the device; diamonds: the starter's answers; squares: requests to a server. "
        f"Dashed: {bar:.0%} off.",
        Axis("measured, ms", **axis),  # type: ignore[arg-type]
        Axis("predicted, ms", **axis),  # type: ignore[arg-type]
        [*lines, *dots],
        width=520,
        height=420,
    )
    style = f"<style>{COLOURS} {DARK} {FRAME} {stylesheet()}</style>"
    drawn = svg(figure).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="420" ', 1)
    return drawn.replace("><", f">{style}<", 1) + "\n"
