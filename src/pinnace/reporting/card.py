"""The model card: what the model is for, what it was made of, where it ends, how to make it again.

The headings are those of Mitchell et al., "Model cards for model reporting" (FAT* 2019), as far as a machine knows.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pinnace.data.reporting import ClassCount
from pinnace.packaging.gate import MARGIN
from pinnace.reporting.formats import clean, count, percent, size
from pinnace.reporting.run import AnyRun, Run

LABELS = 50
MOST = 20  # settings
FEW = 30  # examples
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
    purpose = (
        f"Gives a text one of {count(len(run.classes), 'label')}, with a probability for each. It learnt from the "
        "texts described above and knows nothing else: use it for texts of the same kind, and for decisions that may "
        "be wrong now and then."
    )
    return filled(run, purpose, limits(run), settings(run), NEXT)


def filled(
    run: AnyRun,
    purpose: str,
    limits: Sequence[str],
    settings: Sequence[tuple[str, str]],
    next: Sequence[tuple[str, str]],
) -> Card:
    """The card of a run; ``next``: commands with a place for the package, and why."""
    package = quoted(run.package)
    return Card(
        purpose=purpose,
        labels=tuple(clean(name) for name in run.classes[:LABELS]),
        more_labels=max(0, len(run.classes) - LABELS),
        limits=tuple(limits),
        settings=tuple(settings),
        again=again(run.options),
        next=tuple((f"pinnace {command.format(package)}", why) for command, why in next),
    )


def limits(run: Run) -> list[str]:
    """What the figures do not say."""
    found = [
        "Every text gets an answer, also one in another language or on another subject: it cannot say “none of these”.",
        "Accuracies hold for texts that come from where these came from. Elsewhere, measure with pinnace evaluate.",
        "Validation rows chose the rung and set its probabilities: their figures lean a little to the good side"
        + ("; the test figure does not." if run.test else ", and no test data were given."),
    ]
    found += rare(run.data_report.classes, "rows")
    short = run.data_report.lengths.words[5]
    found.append(f"Texts of fewer than {count(max(short, 1), 'word')} were rare in training, one in twenty.")
    return found


def rare(classes: Sequence[ClassCount], what: str) -> list[str]:
    """A warning, where some labels have few examples."""
    few = [row.name for row in classes if row.rows < FEW]
    named = ", ".join(clean(name) for name in few[:5]) + (" and others" if len(few) > 5 else "")
    return [f"Fewer than {FEW} {what} of {named}: what is said about these labels is uncertain."] if few else []


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
