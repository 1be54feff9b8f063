"""The price book: dated, sourced, confidence-marked prices and assumptions, read from YAML and checked.

The book that comes with Pinnace is prices/*.yaml; a file of the user's own may change any entry of it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pinnace.advising.amount import Amount
from pinnace.advising.invalid import explain
from pinnace.errors import PinnaceError

Confidence = Literal["verified", "third_party", "recalled", "assumed"]
CONFIDENCES: tuple[Confidence, ...] = ("verified", "third_party", "recalled", "assumed")
# How far a price may be from the truth, as a factor either way, by how it is known; stale prices get the last on top.
DOUBT: dict[Confidence, float] = {"verified": 0.0, "third_party": 0.1, "recalled": 0.3, "assumed": 0.0}
STALE_DOUBT = 0.15
FOLDER = Path(__file__).parent / "prices"
LIMIT = 1_000_000  # bytes of a price book; YAML grows when it is read
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # plain values only

Quantity = Annotated[Amount, BeforeValidator(Amount.of)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Trial(_Part):
    """Units that cost nothing each month, for the first months only."""

    units: float = Field(ge=0)
    months: int = Field(ge=0)


class Price(_Part):
    """What one unit costs in USD: `tiers` of (up to this many units a month, USD each), marginal."""

    id: str = ""
    per: Literal[
        "request",
        "chars",
        "seconds",
        "tokens_in",
        "tokens_out",
        "gb_seconds",
        "busy_seconds",
        "gb",
        "hour",
        "month",
        "machine",
    ]
    size: float = Field(default=1, gt=0)
    min_units: float = Field(default=0, ge=0)
    price: float | None = Field(default=None, ge=0)
    tiers: list[tuple[float | None, Annotated[float, Field(ge=0)]]] = []
    range: tuple[float, float] | None = None  # of the price, where it is a guess
    trial: Trial | None = None
    vcpus: float = Field(default=1, gt=0)
    gpu: bool = False
    chars_per_second: float | None = Field(default=None, gt=0)
    years: float = Field(default=1, gt=0)
    resale: float = Field(default=0, ge=0, le=1)
    watts: float = Field(default=0, ge=0)
    source: str
    read: date
    dated: date | None = None
    confidence: Confidence
    note: str = ""
    refresh: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one_tariff(self) -> Price:
        if (self.price is None) == (not self.tiers):
            raise ValueError("needs either `price` or `tiers`")
        bounds = [bound for bound, _ in self.tiers]
        if self.tiers and (bounds[-1] is not None or None in bounds[:-1] or bounds[:-1] != sorted(set(bounds[:-1]))):  # type: ignore[type-var]
            raise ValueError("`tiers` must rise and end with [null, price]")
        return self

    @property
    def bands(self) -> list[tuple[float, float]]:
        """[(up to this many units, USD a unit)], the last without end."""
        if self.price is not None:
            return [(float("inf"), self.price)]
        return [(float("inf") if bound is None else bound, usd) for bound, usd in self.tiers]

    @property
    def as_of(self) -> date:
        """The page's own date, else the day it was read."""
        return self.dated or self.read


class Offer(_Part):
    """Something to buy: a canned service, or hosted machine learning."""

    id: str = ""
    title: str
    kind: Literal["canned", "hosted"]
    tasks: list[str]
    does: list[str] = []
    own_classes: bool = False
    own_model: bool = False  # runs a model that you trained by your own code: it takes its time, and your skill
    work: str = ""  # hours of people as for this row of `people`, where they are not those of its kind
    exportable: bool = False
    exported: bool = False
    prices: list[str] = []
    prices_gpu: list[str] = []
    train: str | None = None
    train_gpu: str | None = None
    payload_bytes: float = Field(default=1e9, gt=0)
    ms: Quantity = Amount(0, 0, 0)
    vendor_risk: str = ""


class Work(_Part):
    """Hours of people: once, each month, and on leaving."""

    setup: Quantity
    month: Quantity
    leave: Quantity


class Network(_Part):
    p50_ms: float = Field(gt=0)
    p95_ms: float = Field(gt=0)
    down_mbps: float = Field(gt=0)
    up_mbps: float = Field(gt=0)
    share: float = Field(ge=0)


class Device(_Part):
    slowdown: Quantity
    share: float = Field(ge=0)

    @model_validator(mode="after")
    def _above_zero(self) -> Device:
        if self.slowdown.low <= 0:
            raise ValueError("`slowdown` must be above zero")
        return self


class Book(_Part):
    """Everything that is not a fact of the user's app."""

    schema_: Literal[1] = Field(alias="schema")
    as_of: date
    currency: Literal["USD"]
    stale_after_days: int = Field(ge=1)
    items: dict[str, Price]
    offers: dict[str, Offer]
    jobs: dict[str, str]
    people: dict[str, Work]
    networks: dict[str, Network]
    devices: dict[str, Device]

    @model_validator(mode="after")
    def _names_exist(self) -> Book:
        for name, offer in self.offers.items():
            for item in (*offer.prices, *offer.prices_gpu, offer.train, offer.train_gpu):
                if item is not None and item not in self.items:
                    raise ValueError(f"offers.{name} names the price {item}, which is not in items")
            if offer.work and offer.work not in self.people:
                raise ValueError(f"offers.{name} names the work {offer.work}, which is not in people")
        for job, item in self.jobs.items():
            if item not in self.items:
                raise ValueError(f"jobs.{job} names the price {item}, which is not in items")
        return self

    def job(self, name: str) -> Price:
        """The price that pays for a job ("egress")."""
        return self.items[self.jobs[name]]

    def stale(self, item: Price, today: date) -> bool:
        return (today - item.as_of).days > self.stale_after_days


def load(changes: Path | None = None) -> Book:
    """The book that comes with Pinnace, with a file of changes laid over it. Raises advise.prices."""
    if changes is None:
        return _bundled()
    content = _merged(_content(), _read(changes))
    return _checked(content, str(changes))


@functools.cache
def _bundled() -> Book:
    return _checked(_content(), str(FOLDER))


def changed(book: Book, jobs: dict[str, str], networks: dict[str, Any], devices: dict[str, Any], where: str) -> Book:
    """The book with the choices of an app: which price pays for a job, and its mix of networks and devices.

    A mix is name -> share, or name -> Network or Device. Raises advise.app.
    """
    for job, item in jobs.items():
        _known("choose", job, book.jobs, where)
        _known(f"choose.{job}", item, book.items, where)
    return book.model_copy(
        update={
            "jobs": {**book.jobs, **jobs},
            "networks": _mixed("networks", book.networks, networks, where),
            "devices": _mixed("devices", book.devices, devices, where),
        }
    )


def _mixed(section: str, entries: dict[str, Any], mix: dict[str, Any], where: str) -> dict[str, Any]:
    """Those that the mix names, or all when it names none; their shares sum to 1."""
    found = dict(entries)
    if mix:
        for name, entry in mix.items():
            if isinstance(entry, float):
                _known(section, name, entries, where)
        found = {
            name: entries[name].model_copy(update={"share": entry}) if isinstance(entry, float) else entry
            for name, entry in mix.items()
        }
    total = sum(entry.share for entry in found.values())
    if total <= 0:
        raise PinnaceError("advise.app", what=f"the shares of {section} are all zero", where=where, hint="give shares")
    return {name: entry.model_copy(update={"share": entry.share / total}) for name, entry in found.items()}


def _known(section: str, name: str, entries: Iterable[str], where: str) -> None:
    if name not in entries:
        raise PinnaceError(
            "advise.app", what=f"{section} has no {name}", where=where, hint=f"one of {', '.join(entries)}"
        )


def _content() -> dict[str, Any]:
    content: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        content = _merged(content, _read(path))
    return content


def _read(path: Path) -> dict[str, Any]:
    hint = "a price book is YAML with the keys of the one that `pinnace advise prices show` prints"
    try:
        data = path.read_bytes()
        if len(data) > LIMIT:
            raise PinnaceError("advise.prices", what="the price book is larger than 1 MB", where=str(path), hint=hint)
        # Aliases let a few bytes of YAML become gigabytes; no price book needs them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(data, LOADER)):
            raise PinnaceError("advise.prices", what="the price book uses aliases", where=str(path), hint=hint)
        content = yaml.load(data, LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        what = f"this is not YAML: {' '.join(str(error).split())[:200]}"
        raise PinnaceError("advise.prices", what=what, where=str(path), hint=hint) from error
    if not isinstance(content, dict):
        raise PinnaceError("advise.prices", what="the price book is not a mapping", where=str(path), hint=hint)
    return content


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Mappings are laid over one another key by key; anything else replaces."""
    both = dict(below)
    for key, value in above.items():
        kept = both.get(key)
        both[key] = _merged(kept, value) if isinstance(kept, dict) and isinstance(value, dict) else value
        if isinstance(kept, dict) and isinstance(value, dict) and "price" in value and "tiers" not in value:
            both[key].pop("tiers", None)  # a new flat price replaces the old bands
    return both


def _checked(content: dict[str, Any], where: str) -> Book:
    for section in ("items", "offers"):
        entries = content.get(section)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                entry["id"] = str(name)
    try:
        return Book.model_validate(content)
    except ValidationError as error:
        what, hint = explain(error)
        raise PinnaceError("advise.prices", what=what, where=where, hint=hint) from error
