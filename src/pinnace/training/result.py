"""What training hands back: the model, how it was chosen, and how good it is where it was not trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinnace.training.model import SparseLinear
from pinnace.training.packaged_network import PackagedNetwork
from pinnace.training.suspects import Suspect
from pinnace.training.validation import Validation

if TYPE_CHECKING:
    from pinnace.training.learning import LearningPoint


@dataclass(frozen=True)
class Epoch:
    """After one pass of a network over its training texts: mean losses in nats and accuracies (0 to 1).

    loss and accuracy (where it was counted) while it learned, on texts with some words left out; the others on rows
    held back. integers: it learned in the integers that ship, as the last epochs do.
    """

    epoch: int  # from 1
    loss: float
    validation_loss: float
    validation_accuracy: float
    accuracy: float | None = None
    integers: bool = False


@dataclass(frozen=True)
class Rung:
    """One row of the ladder. Accuracies are shares (0 to 1) of the validation rows; bytes of the whole package.

    Bytes are estimated while climbing (within a percent or so) and exact for the chosen rung. `milliseconds` is the
    median of a prediction by the core on this machine; `difference` the accuracy minus the chosen rung's and
    `difference_error` its standard error, both on the same rows. A kind is "linear", or the name of a family of
    networks; only those have epochs.
    """

    rung: str
    bytes: int
    validation_accuracy: float
    float_accuracy: float
    validation_loss: float  # nats
    seconds: float
    chosen: bool = False
    note: str = ""
    kind: str = "linear"
    parameters: int = 0
    milliseconds: float = 0.0
    difference: float = 0.0
    difference_error: float = 0.0
    epochs: tuple[Epoch, ...] = ()
    judged_on: int = 0  # validation rows, where fewer than for the chosen rung

    def row(self) -> Mapping[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class TrainingResult:
    """The chosen model, refitted on all labelled rows, and the figures of the split run that chose it.

    model              trained on training and validation rows together
    rung               its name on the ladder
    ladder             every rung that was tried, smallest first
    accuracy           of the packaged integers on validation rows that the split run did not train on
    float_accuracy     of the same model before its weights were rounded, on the same rows: the gate compares the two
    unlimited_accuracy of the float model over all n-grams, on the same rows
    calibration_error  expected calibration error of the packaged integers on those rows (0 to 1)
    confusion          (C, C) validation rows: confusion[given, predicted]
    validation_rows    how many (a row counts once for each split that held it out)
    splits             how many random splits were pooled (small sets: several)
    majority           share of the commonest class among all labelled rows: what a constant answer scores
    suspects           rows of the data whose label looks wrong, clearest first
    validation         what the integers say of each of those rows, through the core
    verdict            which kind of rung won, by how much, and what was not tried and why
    packages           of every rung of the split run, by name: they did not train on the validation rows
    learning           the chosen rung on parts of the training rows, fewest first; empty where that was not tried
    """

    model: SparseLinear | PackagedNetwork
    rung: str
    ladder: tuple[Rung, ...]
    accuracy: float
    float_accuracy: float
    unlimited_accuracy: float
    calibration_error: float
    confusion: NDArray[np.int64]
    validation_rows: int
    splits: int
    majority: float
    suspects: tuple[Suspect, ...] = ()
    validation: Validation | None = None
    learning: tuple[LearningPoint, ...] = ()
    verdict: str = ""
    packages: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    seconds: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)
