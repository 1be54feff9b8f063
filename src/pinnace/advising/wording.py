"""Advice in sentences: what the terminal and the report page both say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pinnace.advising import comparing
from pinnace.advising.advice import Advice
from pinnace.advising.amount import Amount
from pinnace.advising.crossovers import Stretch
from pinnace.advising.facts import ANSWER, Fact
from pinnace.advising.rating import Rated

DIGITS = 2
SHORT = 1.02  # a stretch whose end is less than this times its start is a moment
WORTH = 0.002  # of the cost: knowing a fact is not worth saying below that
SHOWN_MARKS = {
    "recalled": "recalled: not confirmed on the vendor's page",
    "assumed": "assumed: put in your own figure",
    "third_party": "read on somebody else's page",
    "verified": "read on the vendor's page",
}


def money(usd: float) -> str:
    """13020.02 -> 13,000 USD: two digits count, the third is kept to compare by."""
    return f"{rounded(usd, 3)} USD"


def rounded(value: float, digits: int = DIGITS) -> str:
    """`value` to so many digits that count, with commas: 41,000; 0.003; 12."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "never"
    power = digits - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, power):,.{max(power, 0)}f}" if power > 0 else f"{round(value, power):,.0f}"


def _plain(along: Sequence[Stretch]) -> list[Stretch]:
    """Without those too short to matter: where two options are level, steps of their tariffs make them take turns."""
    kept: list[Stretch] = []
    for stretch in along:
        if stretch.end < SHORT * stretch.start:
            continue
        if kept and kept[-1].option == stretch.option:
            kept[-1] = replace(kept[-1], end=stretch.end)
        else:
            kept.append(replace(stretch, start=kept[-1].end) if kept else stretch)
    return kept or [along[0]]


def distinct(values: Sequence[float]) -> list[str]:
    """Rising values to as many digits as it takes to tell them apart."""
    for digits in range(DIGITS, 9):
        shown = [rounded(value, digits) for value in values]
        if len(set(shown)) == len(shown):
            break
    return shown


def price(usd: float) -> str:
    """All digits of a price and no exponent: 4,000, 0.0000133334."""
    return f"{usd:,.12f}".rstrip("0").rstrip(".")


def waiting(ms: float) -> str:
    """ms as people say them; infinite where the answer never comes."""
    if not math.isfinite(ms):
        return "never"
    return f"{rounded(ms)} ms" if ms < 1_000 else f"{ms / 1_000:,.1f} s"


def amount(value: Amount) -> str:
    """A number, or its likely value with the range."""
    likely, low, high = (short(number) for number in (value.likely, value.low, value.high))
    return likely if value.known else f"{likely} ({low} to {high})"


def short(value: float) -> str:
    """Three digits that count, without zeros at the end: 60, 0.2, 1,000,000."""
    shown = rounded(value, 3)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def value(fact: Fact) -> str:
    """A fact's value with its unit; yes, no or unknown for an answer."""
    if fact.unit == ANSWER:
        return "unknown" if not fact.amount.known else "yes" if fact.amount.likely else "no"
    return f"{amount(fact.amount)} {fact.unit}".strip()


def headline(advice: Advice) -> str:
    """One sentence."""
    best = advice.best
    if best is None:
        return f"Nothing will do for “{advice.app.name}” as it is described."
    return best.option.advice


def sentences(advice: Advice) -> list[str]:
    """The recommendation in a few plain sentences."""
    best = advice.best
    if best is None:
        said = ["Every option fails at least one of the needs."]
        if advice.relaxations:
            first, *others = relaxations(advice)
            said.append(f"The cheapest single change: {first}.")
            said += [f"Or: {other}." for other in others]
        else:
            said.append("No single change is enough: every option fails two needs or more.")
        return said
    low, high = comparing.interval(best.usd)
    months = advice.app.horizon_months
    said = [
        f"About {money(float(best.usd[0]))} in {months} months; {money(low)} to {money(high)} in eight of ten cases."
    ]
    speed = advice.speeds[best.id]
    said.append(f"Half of the answers arrive within {waiting(speed.p50_ms)}, 95 of 100 within {waiting(speed.p95_ms)}.")
    said.append(
        f"In {advice.chances[best.id]:.0%} of {advice.case.size - 1:,} draws it will do and nothing is cheaper."
    )
    surest = max(advice.ranking, key=lambda each: advice.chances[each.id])
    if advice.chances[surest.id] > 0.5 and surest.option.place != best.option.place:
        said.append(
            f"In {advice.chances[surest.id]:.0%} of them that is {surest.option.short}: it turns on what is unknown."
        )
    if (other := advice.runner_up) and other not in advice.ties:
        said.append(f"Next best: {other.option.title}, for {money(float(other.usd[0] - best.usd[0]))} more.")
    if places := dict.fromkeys(each.option.short for each in advice.ties if each.option.place != best.option.place):
        said.append(f"A tie, as far as anybody can tell, with: {listed(list(places))}.")
    if trainers := dict.fromkeys(each.option.trainer for each in advice.ties if each.option.place == best.option.place):
        said.append(
            f"Where it is trained makes no difference that anybody could see: {listed(list(trainers))} will do too."
        )
    return said


def provisos(rated: Rated) -> list[str]:
    """What is not known yet of the facts that would rule an option out."""
    found = [verdict for verdict in rated.verdicts if verdict.state == "unknown" and verdict.holds]
    return [f"Not known yet, and it may rule this out: {verdict.why} ({verdict.flip})." for verdict in found]


def relaxations(advice: Advice) -> list[str]:
    """Single changes after which something will do, the cheapest first."""
    names = {each.id: each.option.short for each in advice.rated}
    return [f"{each.words}; then {names[each.option]} will do, for {money(each.usd)}" for each in advice.relaxations]


def crossings(advice: Advice) -> list[str]:
    """A sentence for each fact along which the cheapest option changes."""
    names = {each.id: each.option.short for each in advice.rated}
    return [crossing(advice.facts[name], along, names) for name, along in advice.crossovers.items()]


def crossing(fact: Fact, along: Sequence[Stretch], names: Mapping[str, str]) -> str:
    """From 41,000 users on, …; `names` are those of options by id."""
    along = [replace(stretch, option=names[stretch.option]) for stretch in _plain(along)]
    if len(along) == 1:
        return f"{capital(fact.words)}: {along[0].option} throughout, but for moments."
    ends = distinct([stretch.end for stretch in along[:-1]])
    parts = [f"up to {ends[0]} {fact.unit}: {along[0].option}"]
    parts += [f"from {end} on: {stretch.option}" for end, stretch in zip(ends, along[1:], strict=True)]
    return f"{capital(fact.words)}: {'; '.join(parts)}."


def next_measurements(advice: Advice, most: int = 5) -> list[str]:
    """What to find out next, and what that is worth."""
    return [
        f"{capital(each.fact.words)} ({each.fact.name}): worth up to {money(each.usd)}; taken as {value(each.fact)}."
        for each in advice.measure_next[:most]
        if advice.best and each.usd >= WORTH * advice.best.usd[0]
    ]


def doubtful_prices(advice: Advice) -> list[str]:
    """Prices that have a part in an option that will do, and are stale, recalled or assumed."""
    stale, said = advice.stale_prices, []
    for price in advice.used_prices:
        why = ["stale: " + price.as_of.isoformat()] if price in stale else []
        why += [SHOWN_MARKS[price.confidence]] if price.confidence in ("recalled", "assumed") else []
        if why:
            said.append(f"{price.id} ({'; '.join(why)})")
    return said


def failures(rated: Rated) -> list[str]:
    """Why an option will not do, and what would have to change."""
    return [f"{verdict.why} ({verdict.flip})" for verdict in rated.verdicts if not verdict.holds]


def listed(words: Sequence[str], most: int = 3) -> str:
    """a; b; c and 4 more."""
    shown = "; ".join(words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
