"""Every price that names an adapter is fetched and compared with the book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType

import yaml

from pinnace.advising.book import Book
from pinnace.advising.refreshing import azure, huggingface, skypilot
from pinnace.advising.refreshing.fetching import fetch
from pinnace.errors import PinnaceError

# Each has HOME, the address of its source; CONFIDENCE, how sure its prices are; url(home, wanted) and price(body,
# wanted).
ADAPTERS: dict[str, ModuleType] = {"azure": azure, "huggingface": huggingface, "skypilot": skypilot}


@dataclass(frozen=True)
class Refreshed:
    """A price before and after; `problem` says why it could not be had."""

    id: str
    before: float
    after: float | None
    source: str
    confidence: str
    problem: str = ""


def refresh(book: Book, homes: Mapping[str, str] | None = None, get: Callable[[str], bytes] = fetch) -> list[Refreshed]:
    """What the sources say today. `homes` names other addresses for adapters, such as a mirror.

    A source that cannot be reached, or says something else than expected, is a row with a problem; nothing is guessed.
    """
    bodies: dict[str, bytes | PinnaceError] = {}
    found = []
    for name, item in book.items.items():
        if not item.refresh:
            continue
        adapter = ADAPTERS.get(item.refresh.get("adapter", ""))
        if adapter is None:
            found.append(Refreshed(name, item.bands[0][1], None, "", "", "no such adapter"))
            continue
        url = adapter.url((homes or {}).get(item.refresh["adapter"], adapter.HOME), item.refresh)
        if url not in bodies:
            try:
                bodies[url] = get(url)
            except PinnaceError as error:
                bodies[url] = error
        body = bodies[url]
        if isinstance(body, PinnaceError):
            found.append(Refreshed(name, item.bands[0][1], None, url, adapter.CONFIDENCE, body.what))
            continue
        try:
            after = adapter.price(body, item.refresh)
        except (ValueError, KeyError, TypeError) as error:
            found.append(Refreshed(name, item.bands[0][1], None, url, adapter.CONFIDENCE, f"not understood: {error}"))
            continue
        found.append(Refreshed(name, item.bands[0][1], after, url, adapter.CONFIDENCE))
    return found


def changes(rows: list[Refreshed], today: date) -> str:
    """The prices that could be had, as a file of changes to the book: for `prices = …` in app.toml."""
    items = {
        row.id: {"price": row.after, "read": today, "dated": None, "confidence": row.confidence, "source": row.source}
        for row in rows
        if row.after is not None
    }
    text: str = yaml.dump({"items": items}, Dumper=_WithoutAliases, sort_keys=True, allow_unicode=True)
    return text


class _WithoutAliases(yaml.SafeDumper):
    """The same date in every row is written out in every row: books with aliases are refused."""

    def ignore_aliases(self, data: object) -> bool:
        return True
