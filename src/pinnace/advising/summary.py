"""The advice as plain values: what `--json` prints. Names and units of fields stay."""

from __future__ import annotations

import math
from typing import Any

from pinnace.advising import carrying_out, comparing, privacy
from pinnace.advising.advice import Advice
from pinnace.advising.rating import Rated
from pinnace.advising.reasons import reasons

NEXT, SWINGS = 5, 8


def summary(advice: Advice) -> dict[str, Any]:
    """Everything that the report shows, as JSON takes it; money is USD over the horizon, None stands for never."""
    best = advice.best
    return {
        "app": advice.app.name,
        "horizon_months": advice.app.horizon_months,
        "recommendation": best.id if best else None,
        "title": best.option.title if best else None,
        "usd": _usd(best.usd[0]) if best else None,
        "provided": provided(best) if best else [],
        "ties": [each.id for each in advice.ties],
        "runner_up": advice.runner_up.id if advice.runner_up else None,
        "reasons": _reasons(advice),
        "options": [
            option(advice, each) for each in sorted(advice.rated, key=lambda each: (not each.feasible, each.usd[0]))
        ],
        "relaxations": [vars(each) for each in advice.relaxations],
        "pareto": advice.pareto,
        "crossovers": {
            name: [{"from": each.start, "to": each.end, "option": each.option} for each in along]
            for name, along in advice.crossovers.items()
        },
        "swings": [
            {
                "fact": s.fact.name,
                "usd_low": _usd(s.usd_low),
                "usd_high": _usd(s.usd_high),
                "best_low": s.best_low,
                "best_high": s.best_high,
            }
            for s in advice.swings[:SWINGS]
        ],
        "measure_next": [{"fact": each.fact.name, "usd": _usd(each.usd)} for each in advice.measure_next[:NEXT]],
        "privacy": [vars(flag) for flag in privacy.flags(advice.app, best.option)] if best else [],
        "commands": carrying_out.commands(advice.app, best.option) if best else [],
        "assumptions": {
            fact.name: {"value": fact.amount.as_list(), "unit": fact.unit, "origin": fact.origin}
            for fact in advice.facts.values()
        },
        "prices": {
            price.id: {
                "confidence": price.confidence,
                "as_of": price.as_of.isoformat(),
                "stale": price in advice.stale_prices,
            }
            for price in advice.used_prices
        },
        "draws": advice.case.size - 1,
        "seed": advice.seed,
        "date": advice.today.isoformat(),
    }


def option(advice: Advice, rated: Rated) -> dict[str, Any]:
    """One option with its numbers."""
    low, high = comparing.interval(rated.usd)
    speed = advice.speeds[rated.id]
    return {
        "id": rated.id,
        "title": rated.option.title,
        "feasible": rated.feasible,
        "usd": _usd(rated.usd[0]),
        "usd_low": _usd(low),
        "usd_high": _usd(high),
        "costs": {name: _usd(usd) for name, usd in rated.components.items()},
        "chance_best": round(advice.chances.get(rated.id, 0.0), 4),
        "regret_usd": _usd(advice.regrets[rated.id]) if rated.id in advice.regrets else None,
        "p50_ms": _ms(speed.p50_ms),
        "p95_ms": _ms(speed.p95_ms),
        "in_time": round(float(rated.sharing.in_time[0]), 4),
        "server_share": round(float(rated.sharing.server[0]), 4),
        "constraints": [
            {"constraint": v.constraint, "state": v.state, "why": v.why, "flip": v.flip} for v in rated.verdicts
        ],
        "marks": advice.marks(rated),
    }


def provided(rated: Rated) -> list[str]:
    """What is still unknown and must turn out well."""
    return [f"{verdict.flip}: {verdict.why}" for verdict in rated.verdicts if verdict.state == "unknown"]


def _reasons(advice: Advice) -> dict[str, list[str]]:
    if advice.best is None:
        return {"upsides": [], "downsides": []}
    found = reasons(advice.likely, advice.best)
    return {"upsides": list(found.upsides), "downsides": list(found.downsides)}


def _usd(value: float) -> float:
    return round(float(value), 2)


def _ms(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
