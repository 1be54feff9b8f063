"""Pieces of long texts, labelled as the whole is: what a model learns from besides whole texts.

A half of a review leans like the review, in other words, so a model that must get both halves right relies on no
single phrase; and what a typing box sends is a beginning. On IMDB halves alone are worth 0.2 to 0.3 points on whole
texts. Pieces of unlabelled texts, labelled by the float model's guess for the whole text, are worth 0.2 to 0.3 on the
first 30 words and nothing on whole texts. (Two views of a text: Blum & Mitchell, "Combining labeled and unlabeled data
with co-training", 1998.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HALF, SHORT = 0.35, 0.15  # weights of halves and of beginnings and windows, beside 1 of a labelled text
LONG = 45  # words from which a text is worth taking apart
FIRST = (100, 30)
WINDOW = (8, 120)
MOST_BYTES = 160_000_000  # characters of all pieces: about a gigabyte of memory while training


@dataclass(frozen=True)
class Pieces:
    """texts (m,), which text each is from (m,), and its weight (m,)."""

    texts: list[str]
    source: NDArray[np.int64]
    weights: NDArray[np.float64]


def pieces(texts: Sequence[str], seed: int, *, whole_if_short: bool = False) -> Pieces:
    """Both halves, the first 100 words, the first 30, and a window of 8 to 120 words of texts of LONG words or more.

    Shorter texts come whole, or not at all. When there is too much text, texts are taken at even distances.
    """
    random = np.random.default_rng([seed, 0x91EC])
    step = 1 + 3 * sum(map(len, texts)) // (2 * MOST_BYTES)
    made: list[str] = []
    source: list[int] = []
    weights: list[float] = []
    for i in range(0, len(texts), step):
        words = texts[i].split()
        if len(words) < LONG:
            spans = [(0, len(words), HALF)] if whole_if_short else []
        else:
            middle = len(words) // 2
            length = int(np.exp(random.uniform(*np.log(WINDOW))))
            start = int(random.integers(0, max(1, len(words) - length + 1)))
            spans = [(0, middle, HALF), (middle, len(words), HALF), (start, start + length, SHORT)]
            spans += [(0, first, SHORT) for first in FIRST]
        for begin, end, weight in spans:
            made.append(" ".join(words[begin:end]))
            source.append(i)
            weights.append(weight)
    return Pieces(made, np.array(source, np.int64), np.array(weights, np.float64))
