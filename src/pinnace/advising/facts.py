"""The numbers of a case: every fact of the app and of the book's assumptions by its dotted name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pinnace.advising.amount import Amount
from pinnace.advising.app import App, sections
from pinnace.advising.book import Book

ANSWER = "yes or no"
Origin = Literal["app", "package", "default", "book"]


@dataclass(frozen=True)
class Fact:
    """A number: `use.users`, its amount, its unit, its words, and who says so."""

    name: str
    amount: Amount
    unit: str
    words: str
    origin: Origin


def facts(app: App, book: Book, measured: frozenset[str] = frozenset()) -> dict[str, Fact]:
    """Every number by name. `measured` names those that came from a package."""
    found = {fact.name: fact for fact in (*_of_app(app, measured), *_of_answers(app), *_of_book(app, book))}
    for derived, source in (("server_accuracy", "accuracy"), ("server_desktop_ms", "desktop_ms")):
        if f"model.{derived}" not in found:  # the server runs the same model
            same = found[f"model.{source}"]
            found[f"model.{derived}"] = Fact(f"model.{derived}", same.amount, same.unit, "the same model", same.origin)
    return found


def _of_app(app: App, measured: frozenset[str]) -> Iterator[Fact]:
    for section_name, section in sections(app):
        for key, field in type(section).model_fields.items():
            value: Any = getattr(section, key)
            about: Any = field.json_schema_extra or {}
            name = f"{section_name}.{key}"
            if isinstance(value, Amount):
                origin: Origin = "package" if name in measured else "app"
                yield Fact(name, value, about.get("unit", ""), field.description or key.replace("_", " "), origin)
            elif "default" in about:
                default = about["default"]
                if isinstance(default, dict):
                    default = default.get(app.task.kind, default[""])
                yield Fact(name, Amount.of(list(default)), about["unit"], field.description or "", "default")


def _of_answers(app: App) -> Iterator[Fact]:
    """Yes is 1, no is 0. Unknown is a coin whose likely side is the one that rules nothing out."""
    for section_name, section in sections(app):
        for key, field in type(section).model_fields.items():
            if (value := getattr(section, key)) not in ("yes", "no", "unknown"):
                continue
            name = f"{section_name}.{key}"
            harmless = 1.0 if name == "training.skilled" else 0.0
            side = {"yes": 1.0, "no": 0.0, "unknown": harmless}[value]
            amount = Amount(0.0, side, 1.0) if value == "unknown" else Amount(side, side, side)
            origin: Origin = "app" if key in section.model_fields_set else "default"
            yield Fact(name, amount, ANSWER, field.description or key, origin)


def _of_book(app: App, book: Book) -> Iterator[Fact]:
    for name, offer in book.offers.items():
        if offer.prices and app.task.kind in offer.tasks:
            yield Fact(f"offer.{name}.ms", offer.ms, "ms", f"time inside {offer.title}", "book")
    for option, work in book.people.items():
        words = {"setup": "work to build it", "month": "work each month", "leave": "work to leave it again"}
        for key, said in words.items():
            unit = "hours a month" if key == "month" else "hours"
            yield Fact(
                f"people.{option}.{key}", getattr(work, key), unit, f"{said}: {option.replace('_', ' ')}", "book"
            )
    for name, item in book.items.items():
        if item.range:
            amount = Amount(item.range[0], item.price or 0, item.range[1])
            yield Fact(f"price.{name}", amount, f"USD per {item.per}", f"price of {name}", "book")
