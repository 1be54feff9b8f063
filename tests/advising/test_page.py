"""The advice page in Chromium: on a telephone, on a desk, in the dark; it fits, can be read, and asks for nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from browser import measured, needs_chromium

from pinnace.advising import advise, read, report

pytestmark = needs_chromium

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


@pytest.fixture(scope="module", params=["comment-moderation", "secret-offline-filter"])
def page(request: pytest.FixtureRequest) -> bytes:
    """One with charts of crossovers, one where nothing will do."""
    app = read(EXAMPLES / request.param / "app.toml")
    return report.html(advise(app, today=date(2026, 11, 26), draws=500)).encode()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_reads_and_asks_for_nothing(page: bytes, tmp_path: Path, width: int) -> None:
    found = measured(page, tmp_path, width)
    assert found["scroll"] <= width
    assert found["wide"] == []
    assert found["faint"] == []
    assert found["small"] == []
    assert found["unnamed"] == found["astray"] == 0
    assert found["asked"] == []


def test_the_dark_can_be_read_too(page: bytes, tmp_path: Path) -> None:
    dark = page.replace(b"Content-Security-Policy", b"nothing").replace(b"(prefers-color-scheme: dark)", b"all")
    assert measured(dark, tmp_path)["faint"] == []
