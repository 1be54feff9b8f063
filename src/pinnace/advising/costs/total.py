"""The whole bill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.costs import leaving, moving, people, prediction, training
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

KINDS = (people, training, prediction, moving, leaving)


def lines(case: Case, option: Option, sharing: Sharing) -> list[Line]:
    """Every line of an option's bill over the horizon."""
    return [line for kind in KINDS for line in kind.lines(case, option, sharing)]


def total(bill: Sequence[Line], size: int) -> np.ndarray:
    """(D,) USD over the horizon."""
    return np.sum([line.usd for line in bill], 0) if bill else np.zeros(size)
