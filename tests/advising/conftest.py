"""A case of the likely values of an app, and the book with shares that sum to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pinnace.advising import book as books
from pinnace.advising.app import App, parse
from pinnace.advising.book import Book
from pinnace.advising.case import Case
from pinnace.advising.draws import likely
from pinnace.advising.facts import facts

Make = Callable[..., Case]


@pytest.fixture(scope="session")
def book() -> Book:
    return books.changed(books.load(), {}, {}, {}, "")


@pytest.fixture(scope="session")
def make(book: Book) -> Make:
    """make({"use": {"users": 10}}, months=1, **{"use.growth": 0}): a case of D = 1 with some numbers set."""

    def made(content: dict[str, Any] | None = None, months: int = 1, **numbers: float) -> Case:
        app: App = parse({"horizon_months": months, **(content or {})})
        case = likely(app, book, facts(app, book))
        return Case(app, book, {**case.numbers, **{name: np.array([float(n)]) for name, n in numbers.items()}})

    return made
