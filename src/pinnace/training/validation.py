"""What the packages of a split run say of the rows that they were not trained on: the material of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package
from pinnace.runtime.answers import NAT, ONE
from pinnace.training.calibrate import Calibration
from pinnace.training.logistic import chances
from pinnace.training.model import SparseLinear
from pinnace.training.packaged_network import PackagedNetwork


@dataclass(frozen=True)
class Validation:
    """n answers of the core, through packages that did not train on the rows; with several splits a row may recur.

    rows           (n,) place of each row in the data set given to training
    given          (n,) its class there
    probabilities  (n, C) uint32, k/65536: from the packaged integers
    uncalibrated   (n, C) float, the same without calibration; None where there was none
    packages       bytes of the package of each split
    package        (n,) which of them answered
    """

    rows: NDArray[np.int64]
    given: NDArray[np.int32]
    probabilities: NDArray[np.uint32]
    uncalibrated: NDArray[np.float64] | None = None
    packages: tuple[bytes, ...] = field(default=(), repr=False)
    package: NDArray[np.int64] | None = None

    @property
    def said(self) -> NDArray[np.int64]:
        """(n,) the likeliest class; of equals, the first."""
        return np.asarray(self.probabilities.argmax(1))

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.asarray(self.said == self.given)

    @property
    def confidence(self) -> NDArray[np.float64]:
        """(n,) probability of the likeliest class, 0 to 1."""
        return self.probabilities.max(1) / ONE


def validate(
    models: Sequence[SparseLinear | PackagedNetwork],
    texts: Sequence[Sequence[str]],
    rows: NDArray[np.int64],
    given: NDArray[np.int32],
    calibration: Calibration,
) -> Validation:
    """One model and its held-out texts per split; rows and given (n,) follow them. From raw text, as devices do it."""
    packages = tuple(model.shipped() for model in models)
    answers = [
        Package(package, where="a package of the split run").predict(held)
        for package, held in zip(packages, texts, strict=True)
    ]
    scores = np.concatenate([answer.scores for answer in answers]) / NAT
    before = chances((scores - calibration.shift) / calibration.scale)
    if before.shape[1] == 1:
        before = np.concatenate([1.0 - before, before], axis=1)
    probabilities = np.concatenate([answer.probabilities for answer in answers])
    package = np.repeat(np.arange(len(packages)), [len(held) for held in texts])
    return Validation(rows, given, probabilities, before, packages, package)


def clustered_error(values: NDArray[np.float64], rows: NDArray[np.int64]) -> float:
    """Standard error of the mean of values (n,), where equal rows (n,) are one draw, not several.

    Liang & Zeger, "Longitudinal data analysis using generalized linear models" (Biometrika 1986): the squares of the
    sums of each row's residuals. With no row twice it is the usual standard error.
    """
    if not len(values):
        return 0.0
    _, place = np.unique(rows, return_inverse=True)
    sums = np.bincount(place, weights=values - values.mean())
    return float(np.sqrt((sums**2).sum()) / len(values))
