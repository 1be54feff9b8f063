"""A checked set of texts with labels: what every later step takes. It knows nothing of files or columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pinnace.data.fingerprint import fingerprints


@dataclass(frozen=True)
class Reading:
    """What happened between the file and the dataset: the numbers that a data report starts with.

    ``rows`` = ``kept`` + ``empty`` (no text) + ``unlabelled`` (no label) + ``sampled_out`` (over the row or byte
    limit).
    """

    rows: int
    kept: int
    empty: int = 0
    unlabelled: int = 0
    sampled_out: int = 0
    format: str = ""
    text_column: str = ""
    label_column: str = ""
    group_column: str = ""
    first_dropped: tuple[str, ...] = ()  # places of the first rows dropped, for people to look at
    notes: tuple[str, ...] = ()  # decisions a person may want to overrule: columns guessed, encoding, no header


@dataclass(frozen=True)
class Dataset:
    """``n`` texts and their labels.

    texts    n strings, never blank, well-formed Unicode (no lone surrogates)
    labels   (n,) int32, an index into ``classes``; -1 = unlabelled
    classes  label names; sorted when first read, and append-only from then on (``read(..., classes=)``)
    source   the path as it was given
    groups   (n,) int64 or None: rows with the same id >= 0 stay on one side of a split; -1 = no group
    numbers  (n,) int64 or None: line (CSV, JSONL, text), row (Parquet, JSON) or file (folder) of each text, from 1
    """

    texts: list[str]
    labels: NDArray[np.int32]
    classes: tuple[str, ...]
    source: str = ""
    groups: NDArray[np.int64] | None = None
    numbers: NDArray[np.int64] | None = None
    unit: str = "row"
    files: tuple[str, ...] = field(default=(), repr=False)  # folder per class: path of file number i at [i - 1]
    reading: Reading | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, index: int) -> int:
        """Line, row or file number of text ``index``, counted from 1."""
        return index + 1 if self.numbers is None else int(self.numbers[index])

    def place(self, index: int) -> str:
        """Where text ``index`` came from, for people: ``reviews.csv, line 812``."""
        number = self.number(index)
        if self.files:
            return self.files[number - 1]
        return f"{self.source}, {self.unit} {number}" if self.source else f"{self.unit} {number}"

    @cached_property
    def fingerprints(self) -> NDArray[np.uint64]:
        """(n,) identities of the folded texts: equal when two texts differ only in case and spacing."""
        return fingerprints(self.texts)
