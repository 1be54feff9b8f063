"""`report`: one run on pictures becomes report.html."""

from __future__ import annotations

from pinnace.reporting.calibration import calibration
from pinnace.reporting.confusion import confusion
from pinnace.reporting.learning import learning
from pinnace.reporting.page import page
from pinnace.reporting.pictures.card import card
from pinnace.reporting.pictures.data import data
from pinnace.reporting.pictures.examples import examples
from pinnace.reporting.pictures.run import PictureRun
from pinnace.reporting.pictures.verdict import verdict
from pinnace.reporting.rungs import rungs


def report(run: PictureRun) -> bytes:
    """The page, UTF-8. The same run gives the same bytes; times differ from run to run."""
    text = page(
        "pictures/report.html",
        pictures=True,
        run=run,
        verdict=verdict(run),
        rungs=rungs(run),
        confusion=confusion(run),
        calibration=calibration(run),
        learning=learning(run),
        examples=examples(run),
        data=data(run),
        card=card(run),
    )
    return text.encode("utf-8", "replace")
