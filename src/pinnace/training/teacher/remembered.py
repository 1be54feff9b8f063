"""A teacher that is asked once: what it said is kept, and a run that is taken up again does not pay for it again."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinnace.training.teacher.asking import Teacher, checked
from pinnace.training.teacher.cache import Cache, key


class Remembered:
    """A teacher (see asking.py). Each call's answers are kept in memory and in `cache` as soon as they are there."""

    def __init__(self, teacher: Teacher, classes: int, cache: Cache) -> None:
        self.teacher, self.classes, self.cache = teacher, classes, cache
        self.known = identity(teacher)
        self.said: dict[str, NDArray[np.float64]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """What the teacher says; checked, so that no answer is kept that cannot be used."""

        def make() -> NDArray[np.float64]:
            return checked(self.teacher(texts), len(texts), self.classes)

        name = f"answers-{key(self.known, list(texts), self.classes)}"
        if name not in self.said:
            self.said[name] = self.cache.array(name, make)
        return self.said[name]


def identity(teacher: Teacher) -> str:
    """What tells a teacher from others, in this process and the next.

    Of a function its source and what it closes over, of an object its class's source and its `repr`. Where a `repr`
    is an address, or there is no source, a later process does not know it again: better asked twice than another's
    answers taken.
    """
    made = teacher if inspect.isfunction(teacher) else type(teacher)
    try:
        source = inspect.getsource(made)
    except (OSError, TypeError):
        source = f"only in this process: {teacher!r} {id(teacher)}"
    if not inspect.isfunction(teacher):
        return f"{source}\n{teacher!r}"
    code, inside = teacher.__code__, [cell.cell_contents for cell in teacher.__closure__ or ()]
    known = (
        code.co_code,
        code.co_names,
        inside,
        teacher.__defaults__,
        teacher.__kwdefaults__,
    )  # lines hold two lambdas
    return f"{source}\n{known!r}"
