"""The model card: what the model is for, what it was made of, where it ends, how to make it again.

The headings are those of Mitchell et al., "Model cards for model reporting" (FAT* 2019), as far as a machine knows.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pinnace.packaging.gate import MARGIN
from pinnace.reporting.formats import clean, count, percent, size
from pinnace.reporting.run import Run

LABELS = 50
MOST = 20  # settings
VALUE = 200  # characters of a command's argument that are shown
USUAL = (("seed", 0), ("margin", MARGIN), ("networks", "auto"))  # what the command does anyway
SHARES = ("margin", "min_accuracy")  # 0 to 1 in Python
UNNEEDED = ("data", "task", "cache")  # said already, or of no influence on the package
NEXT = (
    ("check {}", "the same bits on every runtime of this machine"),
    ("inspect {}", "where every byte goes"),
    ("try {}", "a local page to type into"),
    ("evaluate {} TEST.csv", "how it does on data that had no part in this"),
    ("ship {} --to web --out site --app", "a package for the web and a starter app"),
)


@dataclass(frozen=True)
class Card:
    purpose: str
    labels: tuple[str, ...]
    more_labels: int
    limits: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    again: str
    next: tuple[tuple[str, str], ...]


def card(run: Run) -> Card:
    package = quoted(run.package)
    classes = count(len(run.classes), "label")
    return Card(
        purpose=f"Gives a text one of {classes}, with a probability for each. It learnt from the texts described above "
        "and knows nothing else: use it for texts of the same kind, and for decisions that may be wrong now and then.",
        labels=tuple(clean(name) for name in run.classes[:LABELS]),
        more_labels=max(0, len(run.classes) - LABELS),
        limits=tuple(limits(run)),
        settings=tuple(settings(run)),
        again=again(run.options),
        next=tuple((f"pinnace {command.format(package)}", why) for command, why in NEXT),
    )


def limits(run: Run) -> list[str]:
    """What the figures do not say."""
    found = [
        "Every text gets an answer, also one in another language or on another subject: it cannot say “none of these”.",
        "Accuracies hold for texts that come from where these came from. Elsewhere, measure with pinnace evaluate.",
        "Validation rows chose the rung and set its probabilities: their figures lean a little to the good side"
        + ("; the test figure does not." if run.test else ", and no test data were given."),
    ]
    rare = [row.name for row in run.data_report.classes if row.rows < 30]
    if rare:
        named = ", ".join(clean(name) for name in rare[:5]) + (" and others" if len(rare) > 5 else "")
        found.append(f"Fewer than 30 rows of {named}: what is said about these labels is uncertain.")
    short = run.data_report.lengths.words[5]
    found.append(f"Texts of fewer than {count(max(short, 1), 'word')} were rare in training, one in twenty.")
    return found


def settings(run: Run) -> list[tuple[str, str]]:
    result, chosen = run.result, run.chosen
    found = [
        ("rung", clean(chosen.rung)),
        ("size", f"{size(run.bytes)} ({run.bytes:,} bytes), {run.bytes_brotli:,} after brotli"),
        ("parameters", f"{chosen.parameters:,}"),
        ("validation", f"{count(result.validation_rows, 'answer')} from {count(result.splits, 'split')}"),
        (
            "rounded from",
            f"{percent(result.float_accuracy, 2)} in floating point to {percent(result.accuracy, 2)} in integers",
        ),
    ]
    return found + made_with(result.settings)


def made_with(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Settings of training, and the version that trained."""
    found = [
        (clean(str(name).replace("_", " ")), clean(said(value), VALUE)) for name, value in list(settings.items())[:MOST]
    ]
    with suppress(PackageNotFoundError):
        found.append(("made by", f"pinnace {version('pinnace')}"))
    return found


def said(value: Any) -> str:
    """A setting in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said(each)}" for name, each in value.items())
    return "none" if value is None else str(value)


def again(options: Mapping[str, Any]) -> str:
    """The command that makes the same package again, from what `pinnace.train` was called with.

    What a command cannot say, such as a function that teaches, is named in a comment behind it.
    """
    words, unsaid = ["pinnace", "train", quoted(options.get("data", "DATA"))], []
    for name, value in options.items():
        if name in UNNEEDED or value is None or value is False or (name, value) in USUAL:
            continue
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        elif isinstance(value, (int, float)):  # some are shares in Python and points in a command
            words += [option, f"{100 * value:g}" if name in SHARES else str(value)]
        elif isinstance(value, (str, os.PathLike)):
            words += [option, quoted(value)]
        else:
            unsaid.append(clean(f"{name}={getattr(value, '__name__', type(value).__name__)}"))
    return " ".join(words) + (f"  # from Python, with {', '.join(unsaid)}" if unsaid else "")


def quoted(value: object) -> str:
    """As a shell takes it; control characters and unending names are not worth a broken page."""
    return shlex.quote(clean(str(value), VALUE))
