"""The page about a run with pictures, from a real one."""

from __future__ import annotations

import base64
import html
import io
import re
from pathlib import Path

import numpy as np
import pytest
from picture_files import stripes_folder
from PIL import Image
from reading import Page

import pinnace

pytest.importorskip("torch")


@pytest.fixture(scope="module")
def page(outcome: pinnace.TrainOutcome) -> Page:
    assert outcome.report is not None
    return Page(outcome.report.read_text(encoding="utf-8"))


def shown(outcome: pinnace.TrainOutcome) -> list[np.ndarray]:
    """The pictures of the page, in order."""
    assert outcome.report is not None
    found = re.findall(r'src="data:image/png;base64,([^"]+)"', outcome.report.read_text(encoding="utf-8"))
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(each)))) for each in found]


def test_every_section_is_there(page: Page) -> None:
    wanted = ["verdict", "rungs", "confusion", "confused", "mistakes", "known", "calibration", "learning", "data"]
    assert [name for name in page.ids if name in wanted] == wanted
    assert len(page.ids) == len(set(page.ids)) and "card" in page.ids


def test_the_figures_are_those_of_the_result(page: Page, outcome: pinnace.TrainOutcome) -> None:
    result = outcome.result
    assert page.values["headline-accuracy"] == outcome.accuracy
    assert page.values["validation-accuracy"] == result.accuracy
    assert page.values["wrong"] == result.confusion.sum() - np.trace(result.confusion)
    assert page.values["wrong"] > 0, "the fixture is to err now and then"


def test_it_shows_what_the_network_saw(outcome: pinnace.TrainOutcome) -> None:
    found, pictures = shown(outcome), outcome.result.validation
    assert pictures is not None and {picture.shape for picture in found} == {(32, 32, 3)}
    package = pinnace.Package.load(outcome.package)
    wrong = [package.predict(picture).label for picture in found[:1]]
    assert wrong[0] in ("level", "upright")
    lit, plain = found[-1].astype(int), found[-2].astype(int)  # the last pair: what it knows best
    assert (lit <= plain).all() and lit.sum() < plain.sum()


def test_it_asks_for_nothing_but_its_own_pictures(page: Page, outcome: pinnace.TrainOutcome) -> None:
    sources = [each for each in page.asking if each not in ("img", "meta")]
    assert sources and all(each.startswith("src=data:image/png;base64,") for each in sources)
    assert outcome.report is not None
    text = html.unescape(outcome.report.read_text(encoding="utf-8"))
    assert "default-src 'none'" in text and "img-src data:" in text
    assert "b" not in page.tags  # the folder's name is a text


def test_the_package_is_the_same_without(outcome: pinnace.TrainOutcome, tmp_path: Path) -> None:
    from pinnace.training.images import recipe

    data = stripes_folder(tmp_path / "data", 8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 16)
        made = [
            pinnace.train(data, out=tmp_path / str(i), max_size=13_000, margin=1.0, report=bool(i)) for i in range(2)
        ]
    assert made[0].package.read_bytes() == made[1].package.read_bytes()
    assert made[0].report is None and not (tmp_path / "0" / "report.html").exists()
