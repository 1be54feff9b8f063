"""What a prediction and an explanation look like in Python. Exact integers underneath; floats only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, overload

import numpy as np

ONE = 65536  # probabilities are k / 65536: exact as float, as double and in JSON
NAT = 1024  # scores are k / 1024 nat


class Prediction:
    """The answer for one text."""

    __slots__ = ("_labels", "raw_probabilities", "raw_scores")

    def __init__(self, labels: tuple[str, ...], scores: tuple[int, ...], probabilities: tuple[int, ...]) -> None:
        self._labels = labels
        self.raw_scores = scores  # (D,) in 1/1024 nat
        self.raw_probabilities = probabilities  # (C,) in 1/65536, summing to 65536

    @property
    def label(self) -> str:
        """The most probable label; of equals, the first."""
        chances = self.raw_probabilities
        return self._labels[chances.index(max(chances))]

    @property
    def probability(self) -> float:
        """Of the label."""
        return max(self.raw_probabilities) / ONE

    @property
    def probabilities(self) -> dict[str, float]:
        """Of every label; they sum to exactly 1."""
        return {label: k / ONE for label, k in zip(self._labels, self.raw_probabilities, strict=True)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prediction) and (self._labels, self.raw_scores, self.raw_probabilities) == (
            other._labels,
            other.raw_scores,
            other.raw_probabilities,
        )

    def __hash__(self) -> int:
        return hash((self.raw_scores, self.raw_probabilities))

    def __repr__(self) -> str:
        return f"Prediction({self.label!r}, {self.probability:.4f})"


class Predictions(Sequence[Prediction]):
    """The answers for n texts: arrays underneath, a Prediction where one is looked at."""

    def __init__(self, names: tuple[str, ...], scores: np.ndarray, probabilities: np.ndarray) -> None:
        self.names = names
        self.scores = scores  # (n, D) int32, 1/1024 nat
        self.probabilities = probabilities  # (n, C) uint32, 1/65536

    @cached_property
    def indices(self) -> np.ndarray:
        """(n,) which label; of equals, the first."""
        return self.probabilities.argmax(1)

    @property
    def labels(self) -> list[str]:
        """(n,) the labels in words."""
        return np.asarray(self.names, dtype=object)[self.indices].tolist()

    def __len__(self) -> int:
        return len(self.probabilities)

    @overload
    def __getitem__(self, index: int) -> Prediction: ...
    @overload
    def __getitem__(self, index: slice) -> Predictions: ...
    def __getitem__(self, index: int | slice) -> Prediction | Predictions:
        if isinstance(index, slice):
            return Predictions(self.names, self.scores[index], self.probabilities[index])
        return Prediction(self.names, tuple(self.scores[index].tolist()), tuple(self.probabilities[index].tolist()))

    def __iter__(self) -> Iterator[Prediction]:
        return (self[i] for i in range(len(self)))


class WordContribution(NamedTuple):
    """One word of a text and what it adds to a score."""

    text: str
    begin: int  # bytes of UTF-8
    end: int
    raw: int  # 1/1024 nat

    @property
    def contribution(self) -> float:
        """In nats: adding 1 multiplies the odds by e."""
        return self.raw / NAT


@dataclass(frozen=True)
class Explanation:
    """Why a label: bias + sum of the words' contributions = the label's score, exactly."""

    label: str
    raw_bias: int  # 1/1024 nat
    words: tuple[WordContribution, ...]

    @property
    def raw_score(self) -> int:
        """In 1/1024 nat."""
        return self.raw_bias + sum(word.raw for word in self.words)

    def strongest(self, n: int = 10) -> list[WordContribution]:
        """The n words that matter most, either way."""
        return sorted(self.words, key=lambda word: -abs(word.raw))[:n]
