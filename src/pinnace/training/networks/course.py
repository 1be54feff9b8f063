"""The texts that networks learn from: those of a trial, in its order, as texts again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.lessons import Texts
from pinnace.training.trial import Trial

STOPPING = (0.1, 2_000)  # share and number of labelled rows that say when to stop
MOST_BYTES = 120_000_000  # of text: about 24 million words, a gigabyte of memory


@dataclass(frozen=True)
class Course:
    """m texts, targets (m, D) and weights (m,); the first `labelled` are whole labelled texts.

    source (m,): which labelled text each is, or is a piece of; -1 for none.
    """

    texts: list[str]
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]
    source: NDArray[np.int64]
    labelled: int

    def parts(self, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(examples to learn from, whole labelled texts that say when to stop); no text is, or is in, both."""
        random = np.random.default_rng([seed, 0x57])
        count = min(round(self.labelled * STOPPING[0]), STOPPING[1])
        stopping = np.sort(random.permutation(self.labelled)[:count])
        return np.flatnonzero(~np.isin(self.source, self.source[stopping])), stopping


def course(trial: Trial, texts: Texts, rows: NDArray[np.int64], seed: int) -> Course:
    """What `trial`, prepared on the labelled `rows`, learns from; of too much text a part, labelled texts first."""
    own = np.flatnonzero(np.isin(texts.pieces.source, rows))
    found = [texts.labelled[row] for row in rows] + [texts.pieces.texts[i] for i in own]
    source = [rows, texts.pieces.source[own]]
    rest = len(trial.examples.targets) - len(found)
    if rest > len(texts.unlabelled_pieces.texts):  # a teacher's answers for whole texts come too
        found += list(texts.unlabelled)
    if rest:
        found += texts.unlabelled_pieces.texts
    assert len(found) == len(trial.examples.targets)
    where = np.concatenate([*source, np.full(rest, -1, np.int64)])
    kept = _affordable(found, len(rows), seed)
    return Course(
        [found[i] for i in kept], trial.examples.targets[kept], trial.examples.weights[kept], where[kept], len(rows)
    )


def _affordable(texts: list[str], labelled: int, seed: int) -> NDArray[np.int64]:
    order = np.random.default_rng([seed, 0xAF]).permutation(np.arange(labelled, len(texts)))
    order = np.concatenate([np.arange(labelled), order])
    size = np.cumsum(np.array([len(texts[i]) for i in order]))
    return np.sort(order[: max(labelled, int(np.searchsorted(size, MOST_BYTES)))])
