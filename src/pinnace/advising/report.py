"""The report: one page that needs nothing else, for a screen, a phone and paper."""

from __future__ import annotations

from typing import Any

from pinnace import charts
from pinnace.advising import carrying_out, charting, comparing, privacy, wording
from pinnace.advising.advice import Advice
from pinnace.advising.rating import Rated
from pinnace.advising.reasons import reasons
from pinnace.reporting.page import page

CROSSOVER_CHARTS = 2


def html(advice: Advice) -> str:
    """The page as text."""
    best, options = advice.best, charting.shown(advice)
    drawn = [charting.costs(advice, options), charting.waits(advice, options)]
    return page(
        "advice.html",
        home="pinnace.advising",
        advice=advice,
        best=best,
        headline=wording.headline(advice),
        sentences=wording.sentences(advice),
        reasons=reasons(advice.likely, best) if best else None,
        runner_up=_side(advice, advice.runner_up),
        charts=[charts.svg(figure) for figure in drawn],
        options=[_row(advice, each, i) for i, each in enumerate(options)],
        others=[_other(each) for each in advice.rated],
        provisos=wording.provisos(best) if best else [],
        crossings=wording.crossings(advice),
        along=[charts.svg(charting.along(advice, name)) for name in list(advice.crossovers)[:CROSSOVER_CHARTS]],
        swings=_swings(advice),
        measurements=wording.next_measurements(advice),
        privacy=privacy.flags(advice.app, best.option) if best else [],
        commands=carrying_out.commands(advice.app, best.option) if best else [],
        note=carrying_out.note(best.option) if best else "",
        assumptions=[
            {"name": f.name, "words": wording.capital(f.words), "value": wording.value(f), "origin": ORIGINS[f.origin]}
            for f in advice.facts.values()
            if f.amount.high > 0 or f.origin != "default"
        ],
        prices=[_price(advice, price.id) for price in advice.used_prices],
        stale=len(advice.stale_prices),
        doubtful=[p for p in advice.used_prices if p.confidence == "recalled"],
    )


ORIGINS = {"app": "your app.toml", "package": "measured", "default": "default", "book": "the price book's assumption"}


def _side(advice: Advice, rated: Rated | None) -> dict[str, Any] | None:
    if rated is None or advice.best is None:
        return None
    return {"option": rated.option, "reasons": reasons(advice.likely, rated), "usd": wording.money(float(rated.usd[0]))}


def _row(advice: Advice, rated: Rated, i: int) -> dict[str, Any]:
    low, high = comparing.interval(rated.usd)
    speed = advice.speeds[rated.id]
    return {
        "letter": charting.letter(i),
        "option": rated.option,
        "best": rated is advice.best,
        "usd": wording.rounded(float(rated.usd[0]), 3),
        "range": f"{wording.rounded(low)} to {wording.rounded(high)}" if rated.feasible else "",
        "chance": advice.chances.get(rated.id, 0.0),
        "regret": wording.rounded(advice.regrets.get(rated.id, 0.0)),
        "p50": wording.waiting(speed.p50_ms),
        "p95": wording.waiting(speed.p95_ms),
        "costs": rated.components,
        "failures": wording.failures(rated),
        "marks": advice.marks(rated),
        "tie": rated in advice.ties,
    }


def _other(rated: Rated) -> dict[str, Any]:
    passes = dict.fromkeys(v.constraint.replace("_", " ") for v in rated.verdicts if v.state == "pass")
    usd = wording.rounded(float(rated.usd[0]), 3)
    return {"option": rated.option, "usd": usd, "verdicts": rated.verdicts, "passes": list(passes)}


def _swings(advice: Advice) -> list[dict[str, Any]]:
    best = advice.best
    top = max((swing.usd for swing in advice.swings), default=0.0) or 1.0
    return [
        {
            "words": wording.capital(swing.fact.words),
            "value": wording.value(swing.fact),
            "low": wording.rounded(swing.usd_low, 3),
            "high": wording.rounded(swing.usd_high, 3),
            "width": 100 * swing.usd / top,
            "changes": sorted({swing.best_low, swing.best_high} - {best.id if best else ""}),
        }
        for swing in advice.swings[:8]
    ]


def _price(advice: Advice, name: str) -> dict[str, Any]:
    price = advice.book.items[name]
    return {
        "id": name,
        "price": price,
        "bands": "; ".join(
            wording.price(usd) + (f" up to {upto:,.0f}" if upto != float("inf") else "") for upto, usd in price.bands
        ),
        "confidence": wording.SHOWN_MARKS[price.confidence],
        "stale": price in advice.stale_prices,
        "age": (advice.today - price.as_of).days,
    }
