"""What must hold: each constraint says of an option pass, fail or unknown, why, and the fact that would flip it.

A constraint is a function of (case, option, sharing) that gives (D,) booleans; it is unknown when some draws pass and
some fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

State = Literal["pass", "fail", "unknown"]
SURE = 0.95  # share of the draws that must agree
EPSILON = 1e-9


@dataclass(frozen=True)
class Verdict:
    """`holds` at the likely values, `ok` (D,) in each draw; `flip` is the fact that would turn it."""

    constraint: str
    ok: np.ndarray
    why: str
    flip: str

    @property
    def holds(self) -> bool:
        """At the likely values, the first of the draws."""
        return bool(self.ok[0])

    @property
    def state(self) -> State:
        share = float(self.ok.mean())
        return "pass" if share >= SURE else "fail" if share <= 1 - SURE else "unknown"


Check = Callable[[Case, Option, Sharing], Iterator[tuple[np.ndarray | bool, str, str]]]


def offline(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if not option.on_device:
        yield case["needs.offline"] == 0, "it must work without a network", "needs.offline"


def stays_on_device(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.server:
        yield case["needs.stays_on_device"] == 0, "the input may not leave the device", "needs.stays_on_device"


def stays_on_premises(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    outside = option.train != "own" or option.server not in (None, "own_server")
    if outside:
        yield case["needs.stays_on_premises"] == 0, "data may not leave the premises", "needs.stays_on_premises"


def catalogue(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.predict != "canned" or option.offer is None:
        return
    does = case.app.task.does
    if does not in option.offer.does and "anything" not in option.offer.does:
        yield (
            False,
            f"the service offers {', '.join(option.offer.does)}; the task is {does or 'not named'}",
            "task.does",
        )


def own_classes(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.predict == "canned" and option.offer and not option.offer.own_classes:
        yield case["task.own_classes"] == 0, "the service knows its own classes only, not yours", "task.own_classes"


def skilled(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if case.app.task.kind == "text" or option.train == "nobody":
        return  # `pinnace train` makes a text model from a table: no skill beyond that is needed
    if option.train in ("own", "rented") or (option.offer and option.offer.own_model):
        yield case["training.skilled"] == 1, "somebody must be able to train the model", "training.skilled"


def secret_model(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.on_device:
        yield case["needs.secret_model"] == 0, "a model on a device can be copied", "needs.secret_model"


def has_device(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.on_device and set(case.app.task.platforms) <= {"server", "python"}:
        yield False, "the app runs on a server: there is no device", "task.platforms"


def download(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if not option.on_device:
        return
    size = case["model.bytes"]
    if case.app.needs.download_bytes is not None:
        yield size <= case["needs.download_bytes"], "the model is larger than allowed", "model.bytes"
    for platform, (limit, mark) in STORE_BYTES.items():
        if platform in case.app.task.platforms:
            yield size <= limit, f"the store of {platform} limits an app to {limit / 1e6:.0f} MB{mark}", "model.bytes"


def memory(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.on_device and case.app.needs.memory_bytes is not None:
        fits = case["model.memory_bytes"] <= case["needs.memory_bytes"]
        yield fits, "the model needs more memory than allowed", "model.memory_bytes"


def payload(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if option.offer and option.server in ("canned", "hosted"):
        limit = option.offer.payload_bytes
        yield case["input.bytes"] <= limit, f"the service takes at most {limit:,.0f} bytes", "input.bytes"


def deadline(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if within_ms(case) is None:
        return
    target = case.app.needs.in_time
    share, wanted = float(sharing.in_time[0]), f"{target:.0%} must arrive within {_deadline_words(case)}"
    flip = "needs.deadline_ms" if case.app.needs.deadline_ms is not None else "needs.frames_per_second"
    yield sharing.in_time >= target - EPSILON, f"{wanted}; {share:.0%} do", flip


def accuracy(case: Case, option: Option, sharing: Sharing) -> Iterator[tuple[np.ndarray | bool, str, str]]:
    if case.app.needs.accuracy is None:
        return
    if option.predict == "canned":
        right, fact = case["model.canned_accuracy"], "model.canned_accuracy"
    elif option.hybrid:
        share = sharing.server
        right, fact = share * case["model.server_accuracy"] + (1 - share) * case["model.accuracy"], "model.accuracy"
    elif option.on_device:
        right, fact = case["model.accuracy"], "model.accuracy"
    else:
        right, fact = case["model.server_accuracy"], "model.server_accuracy"
    floor = case["needs.accuracy"]
    yield right >= floor - EPSILON, f"{floor[0]:.0%} must be right; {right[0]:.0%} are", fact


# ios: the size above which it asks on mobile data.
STORE_BYTES = {"ios": (200e6, " (recalled)"), "android": (500e6, "")}
CHECKS: dict[str, Check] = {
    "offline": offline,
    "stays_on_device": stays_on_device,
    "stays_on_premises": stays_on_premises,
    "catalogue": catalogue,
    "own_classes": own_classes,
    "skilled": skilled,
    "secret_model": secret_model,
    "has_device": has_device,
    "download": download,
    "memory": memory,
    "payload": payload,
    "deadline": deadline,
    "accuracy": accuracy,
}


def judge(case: Case, option: Option, sharing: Sharing) -> list[Verdict]:
    """A verdict for every constraint that bears on the option."""
    return [
        Verdict(name, np.broadcast_to(np.asarray(ok, bool), (case.size,)), why, flip)
        for name, check in CHECKS.items()
        for ok, why, flip in check(case, option, sharing)
    ]


def within_ms(case: Case) -> np.ndarray | None:
    """(D,) ms within which an answer must arrive: the deadline or the time of a frame, whichever is shorter."""
    needs = case.app.needs
    limits = [case["needs.deadline_ms"]] if needs.deadline_ms is not None else []
    if needs.frames_per_second is not None:
        limits.append(1_000 / np.maximum(case["needs.frames_per_second"], 1e-9))
    return np.min(limits, 0) if limits else None


def _deadline_words(case: Case) -> str:
    limit = within_ms(case)
    assert limit is not None
    if case.app.needs.frames_per_second is not None and case.app.needs.deadline_ms is None:
        return f"{limit[0]:.0f} ms, the time of a frame"
    return f"{limit[0]:,.0f} ms"
