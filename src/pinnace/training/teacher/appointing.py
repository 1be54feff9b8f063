"""Who teaches in a training run, once the texts and the splits are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.training.progress import Progress
from pinnace.training.teacher.choosing import Given, Nobody, Teachers

Split = tuple[NDArray[np.int64], NDArray[np.int64]]


def appoint(
    choice: Given | Literal["self", "none"] | None,
    labelled: Sequence[str],
    unlabelled: Sequence[str],
    labels: NDArray[np.int32],
    classes: int,
    splits: Sequence[Split],
    seed: int,
    progress: Progress,
    cache: Path | None,
) -> Teachers:
    """The teachers of a run; `Nobody` when there are none, or not text enough for our own."""
    if isinstance(choice, Given):
        return choice
    return Nobody("not asked for" if choice == "none" else "there are no texts without labels")
