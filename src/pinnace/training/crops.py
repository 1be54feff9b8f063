"""Short versions of long texts: what a typing box sends is the beginning of a review, or a piece of one.

Each long text is cut once, at white space: to its first 100 words, its first 30, or a window of 8 to 120 words,
in turn.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WEIGHT = 0.2  # of a crop beside a labelled text: more costs accuracy on whole texts (0.4 points at 1.0)
LONG = 45  # words from which a text is worth cropping
FIRST = (100, 30)
WINDOW = (8, 120)


def crops(texts: Sequence[str], seed: int) -> tuple[list[str], NDArray[np.int64]]:
    """One crop of each text of at least LONG words, and which text it is of; shorter texts have none."""
    random = np.random.default_rng([seed, 0xC209])
    made: list[str] = []
    source: list[int] = []
    for i, text in enumerate(texts):
        words = text.split()
        if len(words) < LONG:
            continue
        kind = len(made) % 3
        if kind < 2:
            start, length = 0, FIRST[kind]
        else:
            length = int(np.exp(random.uniform(*np.log(WINDOW))))
            start = int(random.integers(0, max(1, len(words) - length + 1)))
        made.append(" ".join(words[start : start + length]))
        source.append(i)
    return made, np.array(source, np.int64)
