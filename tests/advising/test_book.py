"""The price book: every figure has a source and a date, and a wrong change is refused by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pinnace.advising import load
from pinnace.advising.book import CONFIDENCES
from pinnace.errors import PinnaceError


def test_every_price_has_source_date_and_confidence() -> None:
    for name, price in load().items.items():
        assert price.id == name
        assert price.source
        assert price.as_of <= date(2026, 11, 26)
        assert price.confidence in CONFIDENCES


def test_shares_are_of_a_whole() -> None:
    book = load()
    for mix in (book.networks, book.devices):
        assert sum(each.share for each in mix.values()) == pytest.approx(1)


def test_stale_is_older_than_half_a_year_by_the_pages_own_date() -> None:
    book = load()
    egress = book.items["aws.egress"]  # of January, read in November
    assert not book.stale(egress, date(2026, 6, 30))
    assert book.stale(egress, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("items: {aws.egress: {price: -1}}", "items.aws.egress"),
        ("items: {new: {per: hour, price: 1}}", "items.new.source is missing"),
        ("items: {aws.egress: {tiers: [[10, 1], [5, 1], [null, 1]]}}", "must rise"),
        ("items: {aws.egress: {tiers: [[10, 1]]}}", "must rise and end"),
        ("jobs: {egress: nothing}", "jobs.egress names the price nothing"),
        ("people: {device: {setup: [9, 1, 2]}}", "do not rise"),
        ("devices: {phone_low: {slowdown: [0, 1, 2]}}", "above zero"),
        ("people: {device: {setup: -5}}", "below zero"),
        ("colour: red", "there is no key colour"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("[1, 2]", "not a mapping"),
        ("a: !!python/object/apply:os.system [echo]", "not YAML"),
        ("a: [", "not YAML"),
    ],
)
def test_a_wrong_change_is_refused_by_name(tmp_path: Path, change: str, what: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(change, encoding="utf-8")
    with pytest.raises(PinnaceError) as error:
        load(path)
    assert error.value.code == "advise.prices"
    assert what in error.value.what
    assert error.value.where == str(path)


def test_a_flat_price_replaces_bands(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("items: {aws.egress: {price: 0.02}}", encoding="utf-8")
    assert load(tmp_path / "mine.yaml").items["aws.egress"].bands == [(float("inf"), 0.02)]
