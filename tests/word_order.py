"""Made-up texts in which the order of two words decides, or does not."""

from __future__ import annotations

import numpy as np

from pinnace.data import Dataset

FILLERS = tuple(f"word{i}" for i in range(40))


def orders(rows: int, seed: int = 0) -> Dataset:
    """Class 1: "red" two words before "box"; class 0: behind. Bags of words and phrases see no difference."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, rows).astype(np.int32)
    texts = []
    for label in labels:
        words = list(random.choice(FILLERS, 14))
        at = int(random.integers(0, 12))
        words[at], words[at + 2] = ("red", "box") if label else ("box", "red")
        texts.append(" ".join(words))
    return Dataset(texts, labels, ("behind", "before"))


def bags(rows: int, seed: int = 0) -> Dataset:
    """Which of two words there is says everything."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, rows).astype(np.int32)
    texts = [" ".join([*random.choice(FILLERS, 8), ("awful", "lovely")[label]]) for label in labels]
    return Dataset(texts, labels, ("bad", "good"))
