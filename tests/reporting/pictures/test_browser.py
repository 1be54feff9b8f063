"""The page about pictures in Chromium, from a telephone to a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import measured, needs_chromium

import pinnace

pytestmark = needs_chromium


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_reads_and_asks_for_nothing(outcome: pinnace.TrainOutcome, tmp_path: Path, width: int) -> None:
    assert outcome.report is not None
    found = measured(outcome.report.read_bytes(), tmp_path, width)
    assert found["scroll"] <= width
    assert found["wide"] == []
    assert found["faint"] == []
    assert found["small"] == []
    assert found["unnamed"] == found["astray"] == 0
    assert all(each.startswith("data:image/png;base64,") for each in found["asked"])
