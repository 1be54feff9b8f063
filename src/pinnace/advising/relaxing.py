"""When nothing will do: the one need whose relaxation opens the cheapest option, and to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.advising.case import Case
from pinnace.advising.rating import Rated
from pinnace.advising.speed import quantile_ms

DROPPED = {
    "offline": "let it need a network",
    "stays_on_device": "let the input leave the device",
    "stays_on_premises": "let data leave the premises",
    "catalogue": "change the task to one that a canned service offers",
    "own_classes": "take the classes that a canned service knows",
    "skilled": "find somebody who can train a model",
    "secret_model": "let the model be on devices, where it can be copied",
    "has_device": "bring it to a platform with a device",
}


@dataclass(frozen=True)
class Relaxation:
    """Drop or loosen `constraint`, in words, and `option` will do for `usd`."""

    constraint: str
    words: str
    option: str
    usd: float


def relaxations(case: Case, rated: Sequence[Rated]) -> list[Relaxation]:
    """For each single need, the cheapest option that it alone keeps out; the cheapest first. `case` has D = 1."""
    cheapest: dict[str, Rated] = {}
    for each in rated:
        failing = {verdict.constraint for verdict in each.verdicts if not verdict.holds}
        if len(failing) == 1:
            (only,) = failing
            if only not in cheapest or each.usd[0] < cheapest[only].usd[0]:
                cheapest[only] = each
    found = [Relaxation(name, _words(case, name, each), each.id, float(each.usd[0])) for name, each in cheapest.items()]
    return sorted(found, key=lambda relaxation: relaxation.usd)


def _words(case: Case, constraint: str, rated: Rated) -> str:
    if constraint == "deadline":
        ms = quantile_ms(case, rated, case.app.needs.in_time, fastest=True)
        if ms == float("inf"):
            return f"ask for fewer than {case.app.needs.in_time:.0%} in time: so many have no network"
        return f"accept {ms:,.0f} ms"
    if constraint == "accuracy":
        (verdict,) = [verdict for verdict in rated.verdicts if verdict.constraint == "accuracy"]
        return f"accept {case[verdict.flip][0]:.1%} right answers"
    if constraint == "download":
        return f"allow a model of {case['model.bytes'][0] / 1e6:,.2g} MB, or make it smaller"
    if constraint == "memory":
        return f"allow {case['model.memory_bytes'][0] / 1e6:,.2g} MB of memory"
    if constraint == "payload":
        return f"send less than {case['input.bytes'][0]:,.0f} bytes at a time"
    return DROPPED[constraint]
