"""A learning curve: the chosen rung trained on a part of the rows, judged on the same held-out rows each time.

It answers one question, whether more data would help. Halving is enough for that; each point is one more float model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime.text import ngrams
from pinnace.training.calibrate import calibrate
from pinnace.training.ladder import Held, Judged, Linear
from pinnace.training.logistic import one_hot, predicted
from pinnace.training.model import UNIT
from pinnace.training.progress import Progress
from pinnace.training.trial import Taken, prepare

PARTS = (1 / 8, 1 / 4, 1 / 2)
FEWEST = 20  # rows of a part that are worth training on
MOST = 5_000  # rows of a part: beyond them a curve would cost as much as the training


@dataclass(frozen=True)
class LearningPoint:
    """Trained on `rows` labelled rows; right (n,) says which held-out rows the integers then answered rightly."""

    rows: int
    right: NDArray[np.bool_]

    @property
    def accuracy(self) -> float:
        return float(self.right.mean())


def learning_curve(
    held: Held,
    inside: NDArray[np.int64],
    strength: float,
    chosen: Judged,
    classes: tuple[str, ...],
    seed: int,
    progress: Progress,
) -> tuple[LearningPoint, ...]:
    """Fewest rows first, the last one all rows of the split; `inside` are the rows that the trial of `held` trains on.

    Unlabelled texts and a teacher would blur what labelled rows are worth, so the parts do without; with either there
    is then no last point, which had them.
    """
    material = held.trial.material
    none = ngrams([])
    alone = replace(
        material, unlabelled=none, unlabelled_pieces=Taken(none, np.zeros(0, np.int64), np.zeros(0, np.float64))
    )
    order = np.random.default_rng([seed, 0x1EA2]).permutation(inside)
    counts = [round(len(order) * part) for part in PARTS]
    counts = [count for count in counts if FEWEST <= count <= MOST]
    progress.stage("learning curve", len(counts))
    recipe = chosen.recipe
    assert isinstance(recipe, Linear)
    points = []
    for count in counts:
        trial = prepare(alone, np.sort(order[:count]), strength)
        kept = min(recipe.kept, len(trial.ranking.ids))
        model = trial.student(kept, recipe.bits, recipe.multiplier).packaged(classes)
        scores = model.scores(held.grams) / UNIT
        calibrated = calibrate(scores, one_hot(held.labels, len(classes)))(scores)
        points.append(LearningPoint(count, np.asarray(predicted(calibrated) == held.labels)))
        progress.advance()
    if not len(material.unlabelled) and held.trial.lessons is None:
        points.append(LearningPoint(len(order), chosen.right[: len(held.labels)]))
    return tuple(points)
