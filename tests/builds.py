"""Builds of the core made for one test: compiled otherwise, or from sources with a fault put in."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import build_core
import pytest

from pinnace.runtime import library

needs_compiler = pytest.mark.skipif(find_spec("ziglang") is None, reason="not run: needs the Python package ziglang")


def compiled(
    folder: Path, *, part: str = "host", flags: Sequence[str] = (), fault: tuple[str, str, str] | None = None
) -> list[Path]:
    """The files of a part of scripts/build_core.py. ``fault``: a source file, what it says, what it shall say."""
    core = folder / "core"
    shutil.copytree(build_core.CORE, core, ignore=shutil.ignore_patterns("fuzz"))
    if fault:
        source, right, wrong = core / fault[0], fault[1], fault[2]
        assert source.read_text().count(right) == 1, f"{fault[0]} no longer says “{right}”: choose another fault"
        source.write_text(source.read_text().replace(right, wrong))
    made = []
    for output, arguments, link in build_core.commands(part, folder):
        moved = [argument.replace(str(build_core.CORE), str(core)) for argument in arguments]
        build_core.make(output, [*moved, *flags], link)
        made.append(output)
    return made


def loaded(path: Path) -> ctypes.CDLL:
    """A host library, declared as pinnace.runtime.library declares the shipped one."""
    core = ctypes.CDLL(str(path))
    core.pn_instructions.restype, core.pn_instructions.argtypes = ctypes.c_char_p, [ctypes.c_uint32]
    for name, arguments in library.SIGNATURES.items():
        function = getattr(core, name)
        function.restype, function.argtypes = ctypes.c_int32, arguments
    return core
