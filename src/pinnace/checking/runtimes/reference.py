"""``reference``: the slow implementation in pinnace.checking.reference, the judge of all others."""

from __future__ import annotations

import numpy as np

from pinnace.checking import reference
from pinnace.checking.protocol import Answers, Request
from pinnace.checking.reference.bounded import NUMBERS
from pinnace.errors import PinnaceError


def run(request: Request) -> dict[str, Answers]:
    try:
        package = reference.parse(request.package)
    except PinnaceError as error:
        return {"": Answers(NUMBERS[error.code])}
    columns = package.plan.values[package.plan.scores].columns
    rows, explanations = [], []
    for i, text in enumerate(request.inputs):
        scores, probabilities = reference.answer(package, text)
        rows.append(scores + probabilities)
        if i < request.explained:
            words, bias = reference.explain(package, text, i % columns)
            explanations.append(np.array([bias, *(number for word in words for number in word)], np.int32))
    return {"": Answers(0, np.array(rows, np.int32).reshape(len(rows), columns + len(package.labels)), explanations)}
