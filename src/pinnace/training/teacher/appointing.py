"""Who teaches in a training run, once the texts and the splits are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.training.progress import Progress
from pinnace.training.teacher.answered import Answered
from pinnace.training.teacher.cache import Cache
from pinnace.training.teacher.choosing import Given, Nobody, Teachers
from pinnace.training.teacher.ours import Ours, Split, declines
from pinnace.training.teacher.remembered import Remembered


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
    units: NDArray[np.int64] | None = None,
    large: bool = False,
) -> Teachers:
    """The teachers of a run; `Nobody`, with the reason, when there are none, not text enough for our own, or ours is no
    better than a linear model. units (n,): labelled texts of the same one belong together. large: whether packages
    will have room for a teacher's own weights.
    """
    if isinstance(choice, Given):
        if isinstance(choice.teacher, Answered):
            return choice  # a file is its own memory
        return Given(Remembered(choice.teacher, classes, cache), choice.described)
    if choice == "none":
        return Nobody("not asked for")
    if why := declines(len(labelled), len(unlabelled), large):
        return Nobody(why)
    ours = Ours(labelled, unlabelled, labels, classes, splits, seed, progress, cache, units=units)
    doubt = ours.doubt()
    return Nobody(doubt) if doubt else ours
