"""Who teaches in a training run, once the texts and the splits are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.training.progress import Progress
from pinnace.training.teacher.cache import Cache
from pinnace.training.teacher.choosing import Given, Nobody, Teachers
from pinnace.training.teacher.ours import Ours, Split, declines


def appoint(
    choice: Given | Literal["self", "none"] | None,
    labelled: Sequence[str],
    unlabelled: Sequence[str],
    labels: NDArray[np.int32],
    classes: int,
    splits: Sequence[Split],
    *,
    seed: int,
    progress: Progress,
    cache: Cache,
) -> Teachers:
    """The teachers of a run; `Nobody`, with the reason, when there are none or not text enough for our own."""
    if isinstance(choice, Given):
        return choice
    if choice == "none":
        return Nobody("not asked for")
    if why := declines(len(labelled), len(unlabelled)):
        return Nobody(why)
    return Ours(labelled, unlabelled, labels, classes, splits, seed, progress, cache)
