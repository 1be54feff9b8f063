"""How a network reads texts: as the rows of its table and, in a hybrid, as the features of its linear part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.sequences import Sequences, sequences
from pinnace.training.buckets import bucket_rows
from pinnace.training.networks.keys import Keys, Reading
from pinnace.training.networks.lessons import Lessons, lessons
from pinnace.training.student import Student


@dataclass(frozen=True)
class Reader:
    """The keys of a network's table; the student that a hybrid's linear part began as."""

    keys: Keys
    student: Student | None

    def lessons(
        self, texts: list[str], targets: NDArray[np.float64], weights: NDArray[np.float64] | None = None
    ) -> Lessons:
        """n texts as lessons, with targets (n, D) and weights (n,), by default of one."""
        weights = np.ones(len(texts)) if weights is None else weights
        rows, student = None, self.student
        if student is not None:
            rows = bucket_rows(student.features.grams(texts), student.bits, student.multiplier, student.buckets)
        return lessons(read(texts, self.keys.reading), self.keys, targets, weights, rows)


def read(texts: list[str], reading: Reading) -> Sequences:
    """The n-grams at each word of the texts."""
    return sequences(texts, head=reading.head, tail=reading.tail, words=reading.words, chars=reading.chars)
