"""`report`: one run becomes report.html."""

from __future__ import annotations

from pinnace.reporting.calibration import calibration
from pinnace.reporting.card import card
from pinnace.reporting.confusion import confusion
from pinnace.reporting.learning import learning
from pinnace.reporting.lengths import lengths
from pinnace.reporting.mistakes import mistakes
from pinnace.reporting.page import page
from pinnace.reporting.run import Run
from pinnace.reporting.rungs import rungs
from pinnace.reporting.table import data
from pinnace.reporting.verdict import verdict


def report(run: Run) -> bytes:
    """The page, UTF-8. The same run gives the same bytes; times differ from run to run."""
    text = page(
        "report.html",
        run=run,
        verdict=verdict(run),
        rungs=rungs(run),
        confusion=confusion(run),
        calibration=calibration(run),
        learning=learning(run),
        lengths=lengths(run),
        mistakes=mistakes(run),
        data=data(run),
        card=card(run),
    )
    return text.encode("utf-8", "replace")
