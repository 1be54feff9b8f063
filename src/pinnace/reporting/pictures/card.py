"""The model card of pictures, under the headings of `reporting.card`."""

from __future__ import annotations

from pinnace.reporting.card import Card, filled, made_with, rare
from pinnace.reporting.formats import clean, count, percent, size
from pinnace.reporting.pictures.run import PictureRun

NEXT = (
    ("check {}", "the same bits on every runtime of this machine"),
    ("inspect {}", "where every byte goes, and the memory it needs"),
    ("evaluate {} TEST", "how it does on pictures that had no part in this"),
    ("predict {} photo.jpg", "what it says of a picture"),
    ("ship {} --to web --out site --app", "a package for the web and a starter app"),
)


def card(run: PictureRun) -> Card:
    purpose = (
        f"Gives a picture one of {count(len(run.classes), 'label')}, with a probability for each. It learnt from the "
        "pictures described above and knows nothing else: use it for pictures of the same kind, and for decisions that "
        "may be wrong now and then."
    )
    return filled(run, purpose, limits(run), settings(run), NEXT)


def limits(run: PictureRun) -> list[str]:
    """What the figures do not say."""
    view = run.pictures.view
    found = [
        "Every picture gets an answer, also one of something else altogether: it cannot say “none of these”.",
        f"It sees {view.width} × {view.height} pixels: what is small in a photo is not there for it.",
        "Accuracies hold for pictures that come from where these came from. Elsewhere, measure with pinnace evaluate.",
        "The pictures held back chose the rung and set its probabilities: their figures lean a little to the good side"
        + ("; the test figure does not." if run.test else ", and no test data were given."),
    ]
    return found + rare(run.data_report.classes, "pictures")


def settings(run: PictureRun) -> list[tuple[str, str]]:
    result, chosen = run.result, run.chosen
    accuracy = f"{percent(result.float_accuracy, 2)} in floating point to {percent(result.accuracy, 2)} in integers"
    found = [
        ("rung", clean(chosen.rung)),
        ("size", f"{size(run.bytes)} ({run.bytes:,} bytes), {run.bytes_brotli:,} after brotli"),
        ("parameters", f"{chosen.parameters:,}"),
        ("held back", count(result.validation_rows, "picture")),
        ("rounded from", accuracy),
    ]
    return found + made_with(result.settings)
