"""The page says what the result says, whole and in order, and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from reading import Page

import pinnace
from pinnace.packaging.evaluating import calibration_error
from pinnace.reporting import Run, report
from pinnace.reporting import page as pages

SECTIONS = ["verdict", "rungs", "confusion", "calibration", "learning", "lengths", "mistakes", "data", "card"]


def made(run: Run) -> Page:
    return Page(report(run).decode())


def test_every_section_is_there_in_order(page: Page) -> None:
    assert [name for name in page.ids if name in SECTIONS] == SECTIONS
    assert page.headings[0] == (1, "reviews")
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.ids) == len(set(page.ids))


def test_the_figures_are_those_of_the_result(page: Page, outcome: pinnace.TrainOutcome) -> None:
    result = outcome.result
    assert page.values["headline-accuracy"] == page.values["test-accuracy"] == outcome.accuracy
    assert page.values["validation-accuracy"] == result.accuracy
    assert page.values["majority"] == result.majority
    assert page.values["size"] == min(outcome.bytes, outcome.bytes_brotli)
    assert page.values["calibration-error"] == pytest.approx(result.calibration_error, abs=1e-3)
    found = result.validation
    assert found is not None
    assert found.uncalibrated is not None
    before = calibration_error(found.uncalibrated.max(1), found.uncalibrated.argmax(1) == found.given)
    assert page.values["calibration-before"] == before
    assert page.values["wrong"] == len(np.unique(found.rows[~found.right]))


def test_another_result_gives_other_figures(run: Run) -> None:
    """The test above would see it: a page that showed fixed numbers would fail here."""
    other = replace(run, result=replace(run.result, majority=0.123, calibration_error=0.9), bytes=77, bytes_brotli=99)
    assert made(other).values["majority"] == 0.123
    assert made(other).values["size"] == 77


def test_every_rung_has_its_row(page: Page, outcome: pinnace.TrainOutcome) -> None:
    shown = {row[0].split()[0]: row for row in page.rows if row and row[0].startswith("linear-")}
    assert len(shown) == len(outcome.result.ladder) > 1
    for rung in outcome.result.ladder:
        row = shown[rung.rung]
        assert row[1] == f"{100 * rung.validation_accuracy:.1f} %"
        assert row[5] == f"{rung.parameters:,}"
        assert ("chosen" in row[0]) == rung.chosen


def test_the_confusions_add_up(page: Page, outcome: pinnace.TrainOutcome) -> None:
    matrix = outcome.result.confusion
    for i, name in enumerate(outcome.result.model.classes):
        place = page.rows.index(next(row for row in page.rows if row[:1] == [f"{name} {matrix[i].sum():,}"]))
        assert page.numbers[place][: len(matrix)] == matrix[i].tolist()
        recall, precision = page.numbers[place][len(matrix) :]
        assert recall == matrix[i, i] / matrix[i].sum()
        assert precision == matrix[i, i] / matrix[:, i].sum()


def test_nothing_is_asked_for_and_nothing_runs(page: Page, outcome: pinnace.TrainOutcome) -> None:
    assert page.asking == []
    assert outcome.report is not None
    text = outcome.report.read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?://", text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text.replace("&#39;", "'")
    assert len(text) < 200_000


def test_the_reader_of_pages_sees_what_would_be_asked_for() -> None:
    for fault in ("<script></script>", '<img src="x">', '<p style="color:red"></p>', '<a href="http://x"></a>'):
        assert Page(fault).asking, fault


def test_the_same_run_gives_the_same_page(run: Run) -> None:
    assert report(run) == report(run)


def test_the_package_does_not_depend_on_it(
    training_csv: Path, outcome: pinnace.TrainOutcome, test_csv: Path, tmp_path: Path
) -> None:
    without = pinnace.train(training_csv, out=tmp_path, max_size=6_000, test=test_csv, report=False)
    assert without.report is None
    assert [path.name for path in tmp_path.iterdir()] == ["reviews.pinnace"]
    assert without.package.read_bytes() == outcome.package.read_bytes()


def test_a_page_that_cannot_be_made_leaves_nothing(
    training_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("no page")

    monkeypatch.setattr("pinnace.reporting.writing.page", broken)
    with pytest.raises(RuntimeError, match="no page"):
        pinnace.train(training_csv, out=tmp_path / "run", max_size=2_000)
    assert not (tmp_path / "run").exists()


def test_a_run_without_answers_still_has_a_page(run: Run) -> None:
    """Rungs of another kind may keep less."""
    page = made(replace(run, test=None, result=replace(run.result, validation=None, learning=())))
    assert [name for name in page.ids if name in SECTIONS] == ["verdict", "rungs", "confusion", "data", "card"]


def test_values_that_a_template_lacks_are_an_error() -> None:
    with pytest.raises(Exception, match="undefined"):
        pages.page("report.html")
