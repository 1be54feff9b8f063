"""`pinnace advise prices`: the price book behind the advice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinnace.cli import screen

if TYPE_CHECKING:
    from pinnace.advising import Book

changes = click.option(
    "--prices", "path", metavar="FILE", type=click.Path(path_type=Path), help="Your changes to the book."
)


@click.group("prices")
def prices() -> None:
    """The price book: dated, sourced, and marked by how sure it is.

    \b
    Examples:
      pinnace advise prices show
      pinnace advise prices check --prices mine.yaml
      pinnace advise prices refresh --out fresh.yaml
    """


@prices.command("show")
@changes
@screen.as_json
def show(path: Path | None, as_json: bool) -> None:
    """Every price with its date, its source and how sure it is.

    \b
    Examples:
      pinnace advise prices show
      pinnace advise prices show --json
    """
    rows = _rows(path)
    if as_json:
        screen.emit({"prices": rows})
    else:
        _print(rows)


@prices.command("check")
@changes
@screen.as_json
def check(path: Path | None, as_json: bool) -> int:
    """Which prices are stale or not confirmed. Exit code 1 when any is stale.

    \b
    Examples:
      pinnace advise prices check
      pinnace advise prices check --prices mine.yaml --json
    """
    rows = [row for row in _rows(path) if row["stale"] or row["confidence"] in ("recalled", "assumed")]
    stale = [row["id"] for row in rows if row["stale"]]
    if as_json:
        screen.emit({"stale": stale, "prices": rows})
    else:
        _print(rows)
        screen.console().print(
            f"\n{len(stale)} stale; `pinnace advise prices refresh` fetches those that a public source has"
        )
    return 1 if stale else 0


@prices.command("refresh")
@click.option(
    "--out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Where the fresh prices go."
)
@click.option(
    "--source", "sources", metavar="NAME=URL", multiple=True, help="Another address for a source, such as a mirror."
)
@changes
@screen.as_json
def refresh(out: Path, sources: tuple[str, ...], path: Path | None, as_json: bool) -> int:
    """Fetch prices from public sources into FILE, for `prices = "FILE"` in app.toml. Exit code 1 when none could be
    had.

    \b
    Examples:
      pinnace advise prices refresh --out fresh.yaml
      pinnace advise prices refresh --out fresh.yaml --source skypilot=https://mirror.example/catalogs/v7
    """
    from pinnace.advising import load, refreshing
    from pinnace.packaging import saving

    homes = dict(source.partition("=")[::2] for source in sources)
    if unknown := [name for name, url in homes.items() if name not in refreshing.ADAPTERS or not url]:
        raise click.UsageError(f"no source {unknown[0]}: NAME=URL with one of {', '.join(refreshing.ADAPTERS)}")
    with screen.console(stderr=True).status("fetching"):
        rows = refreshing.refresh(load(path), homes)
    had = [row for row in rows if row.after is not None]
    if had:
        saving.save(out, refreshing.changes(rows, _today()).encode())
    if as_json:
        screen.emit({"out": str(out) if had else None, "prices": [vars(row) for row in rows]})
    else:
        table = screen.table("price", ">before", ">now", "")
        for row in rows:
            table.add_row(row.id, f"{row.before:g}", "–" if row.after is None else f"{row.after:g}", row.problem)
        screen.console().print(table)
    return 0 if had else 1


def _rows(path: Path | None) -> list[dict[str, Any]]:
    from pinnace.advising import load

    book = load(path)
    return [_row(book, name) for name in sorted(book.items)]


def _row(book: Book, name: str) -> dict[str, Any]:
    price = book.items[name]
    bands = [[None if upto == float("inf") else upto, usd] for upto, usd in price.bands]
    return {
        "id": name,
        "per": price.per,
        "size": price.size,
        "bands": bands,
        "confidence": price.confidence,
        "as_of": price.as_of.isoformat(),
        "stale": book.stale(price, _today()),
        "source": price.source,
        "note": price.note,
    }


def _print(rows: list[dict[str, Any]]) -> None:
    from pinnace.advising import wording

    table = screen.table("price", ">USD", "per", "how sure", "of", "")
    for row in rows:
        usd = " / ".join(wording.price(usd) for _, usd in row["bands"])
        step = f"{row['size']:,.0f} " if row["size"] != 1 else ""
        table.add_row(
            row["id"],
            usd,
            step + row["per"].replace("_", " "),
            row["confidence"].replace("_", " "),
            row["as_of"],
            "stale" if row["stale"] else "",
        )
    screen.console().print(table)


def _today() -> date:
    return datetime.now(UTC).date()
