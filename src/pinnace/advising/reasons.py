"""Why: what speaks for an option and against it, each with the fact of the app that makes it matter.

The upsides and downsides are those of Matthijs Hollemans, "Machine learning on mobile: on the device or in the
cloud?" (machinethink.net, February 2017), in our own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pinnace.advising.case import Case
from pinnace.advising.rating import Rated


@dataclass(frozen=True)
class Reasons:
    """Sentences."""

    upsides: tuple[str, ...]
    downsides: tuple[str, ...]


def reasons(case: Case, rated: Rated) -> Reasons:
    """Both lists for an option. `case` has D = 1."""
    place = PLACES[rated.option.predict]
    upsides, downsides = place(case, rated)
    more = list(_training(case, rated))
    return Reasons(tuple(upsides), (*downsides, *more))


def _canned(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up = [
        "Only a call to an API: no data to gather, no model to train, no server to run.",
        "The vendor keeps improving the model for you.",
    ]
    down = [
        f"Every request is paid for: {_thousands(case)} a month at first, and more as you grow.",
        "It always needs the network, so people wait for it and it does not work offline.",
        "What people enter leaves their device and goes to a vendor.",
        "It cannot learn from your data, and you never hold the model.",
    ]
    return up, down + _vendor(rated)


def _hosted(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up = ["Upload data and get a web API: little skill is needed and no server to run."]
    down = ["It needs the network, and what people enter goes to a vendor."]
    if any(
        line.price and case.book.items[line.price].per == "hour"
        for line in rated.bill
        if line.component == "prediction"
    ):
        down.append("The endpoint is paid by the hour, used or not.")
    if rated.option.exit_locked:
        down.append("The model cannot be downloaded: leaving means training again and paying again.")
    return up, down + _vendor(rated)


def _own_server(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up, down = _server(case, rated)
    up.append("Data stays on machines of yours.")
    down.append("Machines must be bought and kept up; they age, and do not grow quickly.")
    return up, down


def _rented_server(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up, down = _server(case, rated)
    down.append("It is paid by the hour, used or not.")
    return up, down


def _serverless(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up, down = _server(case, rated)
    up.append("Nothing is paid while nobody uses it.")
    down.append("The first request after a pause waits for the function to start; that is not in the figures.")
    return up, down


def _server(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    up = [
        "The app stays simple, and a new model reaches everyone at once.",
        "The model may be of any size, and stays secret.",
    ]
    down = [
        "A server must be run, secured and made to grow.",
        "It needs the network, so people wait for it, and what they enter leaves their device.",
        f"Cost grows with success: {_thousands(case)} requests a month at first.",
    ]
    return up, down


def _device(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    ms = case["model.desktop_ms"][0]
    up = [
        f"Fast: {_ms(ms)} on a fast desktop, and nobody waits for a network.",
        "It works offline.",
        "Private: what people enter stays on their device.",
        "No server to run and nothing to pay per request: it grows with your users by itself.",
    ]
    size = case["model.bytes"][0]
    down = [
        f"The model is part of the download: {_bytes(size)}.",
        "A new model must reach every device; until then people have the old one.",
        "Whoever has the app can copy the model.",
    ]
    return up, down


def _hybrid(case: Case, rated: Rated) -> tuple[list[str], list[str]]:
    share = float(rated.sharing.server[0])
    up = [
        f"The device answers {1 - share:.0%} of the predictions, the server the rest: each where it is in time.",
        "It still answers without a network.",
    ]
    down = [
        "Two of everything: two places to build, test and keep up.",
        "Some of what people enter leaves their device.",
    ]
    return up, down


def _training(case: Case, rated: Rated) -> Iterator[str]:
    if rated.option.train != "nobody":
        yield f"Data of your own must be gathered and labelled: {case['training.data_hours'][0]:,.0f} hours of work."
    if rated.option.train in ("rented", "hosted"):
        yield "The training data is uploaded to somebody else's machines."


def _vendor(rated: Rated) -> list[str]:
    offer = rated.option.offer
    return [f"A warning about the vendor: {offer.vendor_risk}."] if offer and offer.vendor_risk else []


def _thousands(case: Case) -> str:
    return f"{case.requests[0, 0]:,.0f}"


def _ms(ms: float) -> str:
    return f"{ms:.2g} ms" if ms < 10 else f"{ms:,.0f} ms"


def _bytes(size: float) -> str:
    return f"{size / 1e6:,.3g} MB" if size >= 1e6 else f"{size / 1e3:,.3g} KB"


PLACES: dict[str, Callable[[Case, Rated], tuple[list[str], list[str]]]] = {
    "canned": _canned,
    "hosted": _hosted,
    "own_server": _own_server,
    "rented_server": _rented_server,
    "serverless": _serverless,
    "device": _device,
    "device_first": _hybrid,
    "server_first": _hybrid,
}
