"""The whole bill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pinnace.advising.case import Case
from pinnace.advising.costs import leaving, moving, people, prediction, training
from pinnace.advising.costs.line import Line
from pinnace.advising.options import Option
from pinnace.advising.sharing import Sharing

BY_TRAINER = (people, training, leaving)
BY_PLACE = (prediction, moving)  # the same whoever trains

Memo = dict[tuple[str, ...], list[Line]]


def lines(case: Case, option: Option, sharing: Sharing, memo: Memo | None = None) -> list[Line]:
    """Every line of an option's bill over the horizon. `memo` keeps what options of the same place share."""
    found = [line for kind in BY_TRAINER for line in kind.lines(case, option, sharing)]
    memo = {} if memo is None else memo
    if option.place not in memo:
        memo[option.place] = [line for kind in BY_PLACE for line in kind.lines(case, option, sharing)]
    return found + memo[option.place]


def total(bill: Sequence[Line], size: int) -> np.ndarray:
    """(D,) USD over the horizon."""
    return np.sum([line.usd for line in bill], 0) if bill else np.zeros(size)
