"""The charts of the report."""

from __future__ import annotations

import numpy as np

from pinnace.advising import comparing, crossovers, wording
from pinnace.advising.advice import Advice
from pinnace.advising.rating import Rated
from pinnace.advising.speed import in_time
from pinnace.charts import Axis, Dot, Dots, Figure, Line, Mark, Rule

LINES = 4  # in one chart
POINTS = 60
LABELS = (0.5, 0.3, 0.7, 0.15)  # share of the answers at which each line has its letter, so that they lie apart
FAR = 12  # costs that are further apart than this factor are drawn on a logarithmic axis
SLOWEST_MS = 10_000.0


def shown(advice: Advice, most: int = 6) -> list[Rated]:
    """One option of each way to predict, the cheapest first; what will not do comes last."""
    found: dict[tuple[str, ...], Rated] = {}
    others = sorted((each for each in advice.rated if not each.feasible), key=lambda each: float(each.usd[0]))
    for each in [*([advice.best] if advice.best else []), *advice.ranking, *others]:
        if not each.one_sided:
            found.setdefault(each.option.place, each)
    return list(found.values())[:most]


def costs(advice: Advice, options: list[Rated]) -> Figure:
    """Cost of each option with the range of eight cases in ten."""
    dots = []
    for i, each in enumerate(options):
        low, high = comparing.interval(each.usd)
        dots.append(Dot(i + 1, float(each.usd[0]), low, high, hint=each.option.title, accent=each is advice.best))
    top = max(dot.high or 0 for dot in dots)
    low = max(min(dot.low or 0 for dot in dots), 1.0)
    ticks = tuple((i + 1.0, letter(i)) for i in range(len(options)))
    return Figure(
        "costs",
        "Cost of each option",
        f"Cost over {advice.app.horizon_months} months, and the range of eight cases in ten. Coloured: the advice.",
        Axis("option, as lettered in the table", 0.5, len(options) + 0.5, ticks=ticks),
        Axis("USD, logarithmic", low / 1.2, 1.2 * top, log=True, show=_short)
        if top > FAR * low
        else Axis("USD", 0, 1.05 * top, show=_short),
        [Dots(dots)],
    )


def waits(advice: Advice, options: list[Rated]) -> Figure:
    """Share of the answers that have arrived after so many ms."""
    low = _decade_before(advice, options[:LINES])
    within = np.geomspace(low, SLOWEST_MS, POINTS)
    marks: list[Mark] = []
    for i, each in enumerate(options[:LINES]):
        share = in_time(advice.likely, each, within)
        marks.append(Line(list(zip(map(float, within), map(float, share), strict=True)), accent=each is advice.best))
        half = int(np.argmax(share >= LABELS[i] * share[-1]))
        marks.append(
            Dots([Dot(float(within[half]), float(share[half]), label=letter(i), accent=each is advice.best)], "ring")
        )
    if advice.app.needs.deadline_ms or advice.app.needs.frames_per_second:
        marks.append(Rule(advice.app.needs.in_time, f"needed: {advice.app.needs.in_time:.0%} in time"))
    return Figure(
        "waits",
        "How long people wait",
        "Share of the answers that have arrived after so many milliseconds, over the mix of devices and networks.",
        Axis("ms, logarithmic", low, SLOWEST_MS, log=True, show=lambda x: f"{x:,.6g}"),
        Axis("share of answers", 0, 1, show=lambda y: f"{y:.0%}"),
        marks,
    )


def _decade_before(advice: Advice, options: list[Rated]) -> float:
    """The power of ten, in ms, before which hardly an answer has arrived."""
    at = np.geomspace(1e-3, SLOWEST_MS / 10, 8)
    some = np.max([in_time(advice.likely, each, at) for each in options], 0) > 0.01
    return float(10 ** np.floor(np.log10(at[max(int(np.argmax(some)) - 1, 0)] if some.any() else 1.0)))


def along(advice: Advice, name: str) -> Figure:
    """Cost of the options that are the cheapest somewhere along a fact, from one end to the other."""
    stretches, fact = advice.crossovers[name], advice.facts[name]
    names = list(dict.fromkeys(stretch.option for stretch in stretches))[:LINES]
    low, high = max(stretches[0].start, 1e-9), stretches[-1].end
    at = np.geomspace(low, high, POINTS)
    letters = {each.id: letter(i) for i, each in enumerate(shown(advice))}
    marks: list[Mark] = []
    top, bottom = 0.0, np.inf
    for each in (each for each in advice.ranking if each.id in names):
        usd = crossovers.along(advice.likely, name, at, (each.option, each.sharing))
        top, bottom = max(top, float(usd.max())), min(bottom, float(usd.min()))
        accent = each is advice.best
        marks.append(Line(list(zip(map(float, at), map(float, usd), strict=True)), accent=accent))
        spot = POINTS // 3 if accent else 2 * POINTS // 3
        marks.append(
            Dots(
                [Dot(float(at[spot]), float(usd[spot]), label=letters.get(each.id, each.option.short), accent=accent)],
                "ring",
            )
        )
    return Figure(
        "along-" + name.replace(".", "-").replace("_", "-"),
        f"Cost along {fact.words}",
        wording.crossing(fact, stretches, {each.id: each.option.short for each in advice.rated}),
        Axis(f"{fact.unit}, logarithmic", low, high, log=True, show=_short),
        Axis("USD, logarithmic", max(bottom * 0.8, 1.0), top * 1.2, log=True, show=_short),
        marks,
    )


def letter(i: int) -> str:
    return chr(ord("A") + i)


def _short(value: float) -> str:
    """41000 -> 41 k"""
    for size, name in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{name}"
    return f"{value:,.4g}"
