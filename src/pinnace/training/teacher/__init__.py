"""Teachers: whoever says how likely each class is for texts without labels, so that small models can learn from them.

    from pinnace.training.teacher import Teacher, ask

A `Teacher` is any function texts -> (n, C) probabilities. `Teachers` has one for every split of a training run.
"""

from pinnace.training.teacher.answered import Answered, read_answers
from pinnace.training.teacher.appointing import appoint
from pinnace.training.teacher.asking import Teacher, ask
from pinnace.training.teacher.cache import Cache
from pinnace.training.teacher.choosing import Choice, Given, Nobody, Teachers, given
from pinnace.training.teacher.gist import Gist
from pinnace.training.teacher.own import OwnTeacher

__all__ = [
    "Answered",
    "Cache",
    "Choice",
    "Gist",
    "Given",
    "Nobody",
    "OwnTeacher",
    "Teacher",
    "Teachers",
    "appoint",
    "ask",
    "given",
    "read_answers",
]
