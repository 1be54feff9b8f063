"""What an attack is: bytes, the idea behind them, and the code of spec/errors.md that must answer.

A case is a function that makes the bytes; its docstring is the idea, in one sentence:

    @attack("package.magic")
    def nothing() -> bytes:
        "No bytes at all."
        return b""
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

PACKAGES = ("header", "sections", "labels", "tensors", "coded", "plan", "network", "later", "bombs")


@dataclass(frozen=True)
class Attack:
    """name: file.function; make: the bytes; code: of the refusal."""

    name: str
    idea: str
    make: Callable[[], bytes]
    code: str


_cases: dict[str, list[Attack]] = {}


def attack(code: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enters a function into the list of its file."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        file = make.__module__.rpartition(".")[2]
        idea = " ".join((make.__doc__ or "").split())
        _cases.setdefault(file, []).append(Attack(f"{file}.{make.__name__}", idea, make, code))
        return make

    return enter


def attacks(*files: str) -> list[Attack]:
    """The cases of some files of this folder, in order; by default all that attack the core."""
    for file in files or PACKAGES:
        importlib.import_module(f"attacks.{file}")
    return [case for file in files or PACKAGES for case in _cases[file]]
