"""What the core's numbers mean: the part of spec/errors.md that every language shares. Tests hold the two, and
core/include/pinnace.h, together."""

from __future__ import annotations

from pinnace.errors import PinnaceError

AGAIN = "get the file again, or make it again with `pinnace train`"
NEWER = "update pinnace (the app's SDK or the Python package) to the version that made this package"

CORE_ERRORS: dict[int, tuple[str, str, str]] = {
    1: (
        "package.magic",
        "these bytes are not a Pinnace package",
        "give a file that `pinnace train` wrote (NAME.pinnace)",
    ),
    2: ("package.version", "the package is written in a newer format", NEWER),
    3: ("package.core", "the package needs a newer core", NEWER),
    4: ("package.length", "the package is not as long as it says", AGAIN),
    5: ("package.checksum", "the package's bytes changed since it was written", AGAIN),
    6: ("package.section", "the package's sections are missing, repeated or out of order", AGAIN),
    7: ("package.number", "a number in the package is malformed or above its limit", AGAIN),
    8: ("package.label", "the package's labels are missing, repeated, too long or not UTF-8", AGAIN),
    9: ("package.tensor", "a tensor's description is wrong", AGAIN),
    10: ("package.data", "a tensor's coded bytes are wrong", AGAIN),
    11: ("package.op", "the package uses an operator that this core does not know", NEWER),
    12: ("package.argument", "an operator's argument is out of its range", AGAIN),
    13: ("package.value", "a value of the plan lies outside the arena or has the wrong shape", AGAIN),
    14: ("package.overflow", "a score of the package could leave 32 bits", AGAIN),
    15: ("package.limit", "the package is larger than this core accepts", "train with a smaller --max-size"),
    32: (
        "memory.small",
        "the memory given to the core is too small",
        "give what pn_measure asks for",
    ),
    33: ("input.long", "one input is longer than 4 GB", "cut the input"),
    34: ("input.column", "there is no such score to explain", "ask for one of the package's labels"),
    35: (
        "input.picture",
        "these bytes are not a picture",
        "width, height, orientation 1 … 8, then four bytes for every pixel, and no more (spec/image.md)",
    ),
}


def from_core(number: int, where: str) -> None:
    """Nothing for 0; else raises the PinnaceError that the core's number stands for."""
    if number:
        code, what, hint = CORE_ERRORS[number]
        raise PinnaceError(code, what=what, where=where, hint=hint)
