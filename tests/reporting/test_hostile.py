"""Texts, labels and file names of somebody who wants the page to do something."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from reading import Page

import pinnace
from pinnace import data
from pinnace.reporting import Run, report
from pinnace.reporting import page as pages
from pinnace.reporting.formats import clean

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{ 7*7 }}{% raw %}&lt;"
TEXTS = (
    SCRIPT,
    "</style></title></blockquote><svg onload=alert(1)>",
    "‮gnisrever ؤمرحبا بالعالم שלום‬⁦",
    "a" + "\u0301" * 500 + " towers",
    "bell\x07 escape\x1b[31m null-ish\x01 \x85 \x9b",
    "🧜🏽‍♀️👩‍👩‍👧‍👦 ﷽ \ufeff\u200b",
    "",
)
LONG = ("wide " * 200_000, "x" * 1_000_000)  # 1 MB each, in one row each
LABELS = ("<b>good</b>", "bad\" onmouseover='x", "‮neutral" + "!" * 60)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Trained on them: half of the labels follow the text, half are noise, so that there are mistakes to show."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "<script>x<.csv"
    random = np.random.default_rng(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label"])
        for i in range(120):
            label = int(random.integers(3))
            said = label if random.random() < 0.6 else int(random.integers(3))
            more = LONG[i] if i < len(LONG) else TEXTS[i % len(TEXTS)]
            rows.writerow([f"{i} word{said} {more}", LABELS[label]])
    made = pinnace.train(path, out=folder / "run", text_column="text", label_column="label")
    return Run(
        name=made.package.stem,
        package=str(made.package),
        bytes=made.bytes,
        bytes_brotli=made.bytes_brotli,
        dataset=data.read(path, text_column="text", label_column="label"),
        data_report=made.data_report,
        result=made.result,
        options={"data": path, "out": "run", "text_column": SCRIPT},
    )


def test_they_are_shown_and_do_nothing(run: Run) -> None:
    text = report(run).decode()
    page = Page(text)
    assert page.asking == []
    assert set(page.tags).isdisjoint({"script", "img"})
    assert "<script>" in page.text  # as text
    assert "{{ 7*7 }}" in page.text  # not a template of ours


def test_without_escaping_the_test_would_see_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.environment(pages.HOME), "autoescape", False)
    pages.environment(pages.HOME).cache.clear()  # type: ignore[union-attr]
    try:
        with pytest.raises(AssertionError):
            page = Page(report(run).decode())
            assert page.asking == []
    finally:
        pages.environment(pages.HOME).cache.clear()  # type: ignore[union-attr]


def test_the_page_stays_small(run: Run) -> None:
    assert len(report(run)) < 300_000


def test_no_control_characters_or_turns_of_direction(run: Run) -> None:
    text = report(run).decode()
    assert not [c for c in text if ord(c) < 32 and c != "\n"]
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f\x85\x9b")


@pytest.mark.parametrize("text", [*TEXTS, *LONG, "\ud800", "a" * 41])
def test_clean_is_short_and_plain(text: str) -> None:
    shown = clean(text)
    assert len(shown) <= 40
    shown.encode()
    assert clean(shown) == shown


def test_what_is_cut_says_so() -> None:
    assert clean("a" * 41) == "a" * 39 + "…"
    assert clean("a" * 40) == "a" * 40
    assert clean(" two\n\nlines ") == "two lines"
    assert clean("e" + "\u0301" * 20) == "e" + "\u0301" * 8
