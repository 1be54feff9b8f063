"""The rows that the model is most surely wrong about, and the words that misled it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinnace.data.rendering import local
from pinnace.errors import PinnaceError
from pinnace.reporting.formats import clean
from pinnace.reporting.run import Run
from pinnace.runtime import Package
from pinnace.runtime.answers import Explanation
from pinnace.training.validation import Validation

MOST = 12
READ = 20_000  # characters of a text that are explained
SHOWN = 420  # bytes of it that are shown, where the words that matter are
LEVELS = 4  # steps of emphasis
FAINT = 0.08  # of the strongest word's contribution: below it a word is left plain
STRONGEST = 4  # words named with their figure


@dataclass(frozen=True)
class Piece:
    """A run of text; level 0 is plain, LEVELS the strongest; `towards` the wrong answer or away from it."""

    text: str
    level: int = 0
    towards: bool = True


@dataclass(frozen=True)
class Mistake:
    """place: where the row is; doubted: its label also looks wrong to a model that has not seen it."""

    place: str
    given: str
    said: str
    probability: float
    pieces: tuple[Piece, ...]
    strongest: tuple[tuple[str, float], ...]  # word, contribution to the wrong answer in nats
    doubted: bool


@dataclass(frozen=True)
class Mistakes:
    rows: tuple[Mistake, ...]
    wrong: int  # of all validation rows, each counted once
    explained: bool


def mistakes(run: Run) -> Mistakes | None:
    """None when the run kept no answers."""
    found = run.result.validation
    if found is None:
        return None
    wrong = np.flatnonzero(~found.right)
    order = wrong[np.lexsort((found.rows[wrong], -found.confidence[wrong]))]
    _, first = np.unique(found.rows[order], return_index=True)
    distinct = order[np.sort(first)]
    doubted = {suspect.row for suspect in run.result.suspects}
    rows = tuple(mistake(run, found, int(i), doubted) for i in distinct[:MOST])
    return Mistakes(rows, len(distinct), any(row.strongest for row in rows))


def mistake(run: Run, found: Validation, i: int, doubted: set[int]) -> Mistake:
    row, said = int(found.rows[i]), run.classes[int(found.said[i])]
    text = run.dataset.texts[row][:READ]
    pieces, strongest = [Piece(clean(text, SHOWN))], []
    explanation = explain(found, i, text, said)
    if explanation and any(word.raw for word in explanation.words):
        pieces = marked(text.encode(), explanation)
        named = explanation.strongest(STRONGEST)
        named = [word for word in named if abs(word.raw) >= FAINT * abs(named[0].raw)]
        strongest = [(clean(word.text, 24), word.contribution) for word in named]
    return Mistake(
        clean(local(run.data_report, run.dataset.place(row)), 120),
        clean(run.classes[int(found.given[i])]),
        clean(said),
        float(found.confidence[i]),
        tuple(pieces),
        tuple(strongest),
        row in doubted,
    )


def explain(found: Validation, i: int, text: str, said: str) -> Explanation | None:
    """By the package that made the mistake, not by the one that ships: that has seen the row. None if it cannot."""
    if not found.packages or found.package is None:
        return None
    try:
        return Package(found.packages[int(found.package[i])]).explain(text, said)
    except PinnaceError:  # a kind of model that explains nothing
        return None


def marked(data: bytes, explanation: Explanation) -> list[Piece]:
    """The part of the text where the words matter most, in pieces."""
    words = [word for word in explanation.words if word.raw]
    start, end = window(data, [(word.begin, word.end, abs(word.raw)) for word in words])
    most = max(abs(word.raw) for word in words)
    pieces, at = [Piece("… ")] if start else [], start
    for word in words:
        if word.begin < at or word.end > end:
            continue
        strength = abs(word.raw) / most
        level = min(LEVELS, int(LEVELS * strength) + 1) if strength >= FAINT else 0
        pieces += [plain(data[at : word.begin]), Piece(clean(word.text, 60), level, word.raw > 0)]
        at = word.end
    pieces.append(plain(data[at:end]))
    return pieces + ([Piece(" …")] if end < len(data) else [])


def plain(part: bytes) -> Piece:
    """What stands between words, its outer blanks kept."""
    text = part.decode("utf-8", "replace")
    shown = clean(text, SHOWN)
    return Piece((" " if text[:1].isspace() else "") + shown + (" " if shown and text[-1:].isspace() else ""))


def window(data: bytes, words: list[tuple[int, int, int]]) -> tuple[int, int]:
    """The SHOWN bytes in which words (begin, end, weight) weigh most, cut between words."""
    if len(data) <= SHOWN:
        return 0, len(data)
    best, left, weight = (-1, 0, 0), 0, 0
    for right, (_, end, own) in enumerate(words):
        weight += own
        while left < right and end - words[left][0] > SHOWN:
            weight -= words[left][2]
            left += 1
        if weight > best[0]:
            best = (weight, words[left][0], end)
    spare = max(0, SHOWN - (best[2] - best[1])) // 2
    start, end = best[1] - spare, best[2] + spare
    before, after = data.rfind(b" ", max(0, start - 40), max(0, start) + 1), data.find(b" ", end, end + 40)
    return (
        0 if start <= 0 else before + 1 if before >= 0 else best[1],
        len(data) if end >= len(data) else after if after >= 0 else best[2],
    )
