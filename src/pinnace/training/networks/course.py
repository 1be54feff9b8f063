"""The texts that networks learn from: those of a trial, in its order, as texts again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.ladder import Held, hold
from pinnace.training.lessons import Texts
from pinnace.training.trial import Trial

STOPPING = (0.1, 2_000)  # share and number of labelled rows that say when to stop
MOST_BYTES = 120_000_000  # of text: about 24 million words, a gigabyte of memory


@dataclass(frozen=True)
class Course:
    """m texts, targets (m, D) and weights (m,) of a trial; the first are the labelled texts `rows` as wholes."""

    trial: Trial
    rows: NDArray[np.int64]
    texts: list[str]
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]


def apart(trial: Trial, texts: Texts, rows: NDArray[np.int64], seed: int) -> tuple[Course, Held]:
    """Some of the labelled `rows` say when to stop; of their labels nothing in the course knows.

    Neither has a text of theirs been learned from, nor have they had a say in which n-grams are telling or in a linear
    model that a network begins from: the float model is fitted anew without them. A teacher may have seen them.
    """
    random = np.random.default_rng([seed, 0x57])
    count = min(round(len(rows) * STOPPING[0]), STOPPING[1])
    stopping = np.sort(random.permutation(rows)[:count])
    known = {texts.labelled[row] for row in stopping}
    others = np.array([row for row in rows if texts.labelled[row] not in known], np.int64)
    without = trial.on(others)
    return course(without, texts, others, seed), hold(without, stopping, texts.labelled)


def course(trial: Trial, texts: Texts, rows: NDArray[np.int64], seed: int) -> Course:
    """What `trial`, prepared on the labelled `rows`, learns from; of too much text a part, labelled texts first."""
    own = np.flatnonzero(np.isin(texts.pieces.source, rows))
    found = [texts.labelled[row] for row in rows] + [texts.pieces.texts[i] for i in own]
    rest = len(trial.examples.targets) - len(found)
    if rest > len(texts.unlabelled_pieces.texts):  # a teacher's answers for whole texts come too
        found += list(texts.unlabelled)
    if rest:
        found += texts.unlabelled_pieces.texts
    assert len(found) == len(trial.examples.targets)
    kept = _affordable(found, len(rows), seed)
    targets, weights = trial.examples.targets[kept], trial.examples.weights[kept]
    return Course(trial, rows, [found[i] for i in kept], targets, weights)


def _affordable(texts: list[str], labelled: int, seed: int) -> NDArray[np.int64]:
    order = np.random.default_rng([seed, 0xAF]).permutation(np.arange(labelled, len(texts)))
    order = np.concatenate([np.arange(labelled), order])
    size = np.cumsum(np.array([len(texts[i]) for i in order]))
    return np.sort(order[: max(labelled, int(np.searchsorted(size, MOST_BYTES)))])
