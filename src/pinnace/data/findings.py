"""What looks wrong in a dataset: a name, a sentence for people, and the rows to look at where there are some."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from pinnace.data.dataset import Dataset
from pinnace.data.fingerprint import fold

EXCERPT = 80  # characters of a suspicious text that are shown
RARE = 2  # rows; a label this rare cannot be learned and is often a slip
LEAK_ROWS = 10_000  # evenly spaced rows in which leaked labels are looked for


@dataclass(frozen=True)
class Finding:
    """``name`` is stable for programs; ``message`` says what it is and what to do about it."""

    name: str
    message: str


@dataclass(frozen=True)
class Suspect:
    """A row whose label may be wrong. ``suggested`` is "" when nothing says which label would be right."""

    number: int  # line, row or file, from 1
    place: str
    text: str  # an excerpt
    label: str
    suggested: str
    reason: str


def suspect(dataset: Dataset, index: int, *, suggested: str, reason: str) -> Suspect:
    """Row ``index`` of ``dataset`` as a suspect, with an excerpt of its text on one line."""
    text = " ".join(dataset.texts[index][: 2 * EXCERPT].split())
    return Suspect(
        number=dataset.number(index),
        place=dataset.place(index),
        text=text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…",
        label=dataset.classes[dataset.labels[index]],
        suggested=suggested,
        reason=reason,
    )


def conflicts(dataset: Dataset) -> list[Suspect]:
    """Rows whose text occurs with more than one label; the label of the majority is suggested where there is one."""
    labelled = np.flatnonzero(dataset.labels >= 0)
    _, text = np.unique(dataset.fingerprints[labelled], return_inverse=True)
    pairs = np.unique(np.stack([text, dataset.labels[labelled]], axis=1), axis=0) if len(labelled) else np.zeros((0, 2))
    torn = np.flatnonzero(np.bincount(pairs[:, 0].astype(np.int64)) > 1)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for position in np.flatnonzero(np.isin(text, torn)):
        rows[int(text[position])].append(int(labelled[position]))
    found: list[tuple[int, Suspect]] = []
    for same in rows.values():
        votes = np.bincount(dataset.labels[same])
        leader = int(votes.argmax())
        winner = dataset.classes[leader] if 2 * votes[leader] > len(same) else ""
        for index in same:
            if dataset.classes[dataset.labels[index]] != winner:
                reason = "the same text has another label elsewhere"
                found.append((index, suspect(dataset, index, suggested=winner, reason=reason)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def find(
    dataset: Dataset, counts: NDArray[np.int64], *, across_split: int, across_test: int, test: int
) -> tuple[Finding, ...]:
    """Every finding about ``dataset``, whose classes have ``counts`` rows."""
    found = [*balance(dataset.classes, counts), *spelling(dataset.classes, counts), *leaks(dataset)]
    distinct = len(np.unique(dataset.fingerprints))
    if distinct == 1 and len(dataset) > 1:
        found.append(Finding("constant", "every row has the same text: is this the right text column?"))
    elif len(dataset) >= 20 and distinct < 0.8 * len(dataset):
        share = 1 - distinct / len(dataset)
        found.append(Finding("duplicates", f"{share:.0%} of the rows repeat the text of another row"))
    if across_split:
        found.append(
            Finding(
                "across_split", f"{across_split:,} validation rows are also in training: accuracy will look too good"
            )
        )
    if across_test:
        found.append(
            Finding(
                "across_test",
                f"{across_test:,} of {test:,} test texts are also in the training file: on those, accuracy says little",
            )
        )
    return tuple(found)


def balance(classes: tuple[str, ...], counts: NDArray[np.int64]) -> list[Finding]:
    """Classes of 1 or 2 rows, and classes under 5 % that also have less than half of an even share."""
    total = max(int(counts.sum()), 1)
    found: list[Finding] = []
    for name, rows in zip(classes, counts.tolist(), strict=True):
        if rows == 0:
            continue
        if rows <= RARE:
            near = get_close_matches(
                name, [c for c, n in zip(classes, counts, strict=True) if n > 10 * rows], n=1, cutoff=0.8
            )
            did = f"; did you mean {near[0]!r}?" if near else "; add rows or leave it out"
            found.append(Finding("rare_label", f"the label {name!r} has {rows} row{'s' if rows > 1 else ''}{did}"))
        elif rows < 0.05 * total and rows < 0.5 * total / len(classes):
            message = f"only {rows / total:.1%} of the rows are {name!r}: accuracy alone will hide how it does"
            found.append(Finding("imbalance", message))
    return found


def spelling(classes: tuple[str, ...], counts: NDArray[np.int64]) -> list[Finding]:
    """Labels that differ in case and spacing only."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name, rows in zip(classes, counts.tolist(), strict=True):
        same[fold(name)].append(f"{name!r} ({rows:,} rows)")
    return [
        Finding("label_spelling", f"the labels {' and '.join(names)} differ in case or spacing only: write them alike")
        for names in same.values()
        if len(names) > 1
    ]


def leaks(dataset: Dataset) -> list[Finding]:
    """Classes whose name stands in nearly all of their own texts (90 %) and in hardly any other (1 %)."""
    names = {fold(name): label for label, name in enumerate(dataset.classes) if len(name) > 1 and not name.isdecimal()}
    if not names or len(names) > 1000:
        return []
    longest = sorted(names, key=lambda name: -len(name))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    inside = np.zeros(len(dataset.classes), np.int64)
    outside = np.zeros(len(dataset.classes), np.int64)
    rows = np.zeros(len(dataset.classes), np.int64)
    step = -(-len(dataset) // LEAK_ROWS) or 1
    for text, label in zip(dataset.texts[::step], dataset.labels[::step].tolist(), strict=True):
        rows[label] += label >= 0
        for name in set(pattern.findall(fold(text))):
            (inside if names[name] == label else outside)[names[name]] += 1
    others = rows.sum() - rows
    leaking = (rows >= 10) & (inside >= 0.9 * rows) & (outside <= 0.01 * others)
    return [
        Finding(
            "label_in_text",
            f"the text of nearly every {name!r} row contains the label itself: the model would learn that",
        )
        for name in np.array(dataset.classes)[leaking].tolist()
    ]
