"""A checked set of pictures with labels, as a network will see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pinnace.data.pictures.alike import units
from pinnace.runtime.picture import View


@dataclass(frozen=True)
class Skipped:
    """A file that is left out: where it is, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class PictureReading:
    """What happened between the files and the set: ``rows`` = kept + unlabelled + sampled_out + len(skipped)."""

    rows: int
    kept: int
    unlabelled: int = 0
    sampled_out: int = 0
    skipped: tuple[Skipped, ...] = ()
    format: str = ""
    label_column: str = ""
    notes: tuple[str, ...] = ()
    modes: Mapping[str, int] = field(default_factory=dict)  # colour, grey, CMYK, each also with alpha -> pictures
    turned: int = 0  # pictures that their EXIF data turn


@dataclass(frozen=True)
class PictureSet:
    """``n`` pictures and their labels.

    seen     (n, height, width, 3) uint8: what the view shows of each
    labels   (n,) int32, an index into ``classes``
    sizes    (n, 2) width and height as stored
    places   where each came from, for people
    groups   (n,) int64 or None, as in ``Dataset``
    """

    seen: NDArray[np.uint8]
    view: View
    labels: NDArray[np.int32]
    classes: tuple[str, ...]
    sizes: NDArray[np.int32]
    places: tuple[str, ...] = field(repr=False)
    source: str = ""
    groups: NDArray[np.int64] | None = None
    reading: PictureReading | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def place(self, index: int) -> str:
        return self.places[index]

    @cached_property
    def fingerprints(self) -> NDArray[np.uint64]:
        """(n,) equal for pictures that look alike; of the first of each kind, so that others may come and go."""
        first = units(self.seen)
        digests = {i: blake2b(self.seen[i].tobytes(), digest_size=8).digest() for i in set(first.tolist())}
        return np.frombuffer(b"".join(digests[i] for i in first.tolist()), "<u8").astype(np.uint64)
