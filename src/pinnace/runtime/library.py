"""The core, loaded with ctypes: nothing but declarations of core/include/pinnace.h. ctypes lets go of the GIL during
each call, so threads predict in parallel."""

from __future__ import annotations

import ctypes
import functools
import platform
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p
from pathlib import Path

from pinnace.errors import PinnaceError

BIN = Path(__file__).parent / "bin"
ABI = 1
NAMES = {"Darwin": "libpinnace.dylib", "Windows": "pinnace.dll"}


class Need(ctypes.Structure):
    """pn_need: bytes of memory, and how many numbers an answer has."""

    _fields_ = [
        ("model", c_uint64),
        ("session", c_uint64),
        ("explain", c_uint64),
        ("labels", c_uint32),
        ("scores", c_uint32),
    ]


class Word(ctypes.Structure):
    """pn_word: where a word lies (bytes of UTF-8) and what it adds to a score (1/1024 nat)."""

    _fields_ = [("begin", c_uint32), ("end", c_uint32), ("contribution", c_int32)]


class GramOptions(ctypes.Structure):
    """pn_grams."""

    _fields_ = [("words", c_uint32), ("chars_min", c_uint32), ("chars_max", c_uint32)]


class View(ctypes.Structure):
    """pn_view: what a network sees of a picture (spec/image.md)."""

    _fields_ = [("width", c_uint32), ("height", c_uint32), ("fit", c_uint32), ("background", c_uint32)]


SIGNATURES = {
    "pn_measure": [c_void_p, c_size_t, POINTER(Need)],
    "pn_open": [c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_void_p)],
    "pn_open_with": [c_uint32, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_void_p)],
    "pn_begin": [c_void_p, c_void_p, c_size_t, POINTER(c_void_p)],
    "pn_predict": [c_void_p, c_char_p, c_size_t, c_void_p, c_void_p],
    "pn_predict_batch": [c_void_p, c_char_p, c_void_p, c_size_t, c_void_p, c_void_p],
    "pn_write": [c_void_p, c_char_p, c_size_t],
    "pn_finish": [c_void_p, c_void_p, c_void_p],
    "pn_explain": [
        c_void_p,
        c_char_p,
        c_size_t,
        c_uint32,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(c_size_t),
        POINTER(c_int32),
    ],
    "pn_ngrams": [
        POINTER(GramOptions),
        c_char_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_void_p,
        POINTER(c_size_t),
    ],
    "pn_seen": [c_void_p, c_void_p, c_size_t],
    "pn_look": [POINTER(View), c_void_p, c_size_t, c_void_p, c_size_t, c_void_p],
    "pn_sequences": [
        POINTER(GramOptions),
        c_char_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_void_p,
        POINTER(c_size_t),
    ],
}


def path() -> Path:
    """Where the host library lies in this installation."""
    return BIN / NAMES.get(platform.system(), "libpinnace.so")


@functools.cache
def library() -> ctypes.CDLL:
    """The loaded core. Raises PinnaceError("core.missing") when this installation carries none, or a stale one."""
    where = path()
    if not where.exists():
        raise PinnaceError(
            "core.missing",
            what="this installation of pinnace has no compiled core",
            where=str(where),
            hint="in a checkout run: python scripts/build_core.py; else reinstall the wheel of your platform",
        )
    loaded = ctypes.CDLL(str(where))
    loaded.pn_version.restype = c_uint32
    loaded.pn_version.argtypes = []
    if loaded.pn_version() >> 16 != ABI:
        raise PinnaceError(
            "core.missing",
            what=f"the compiled core has ABI {loaded.pn_version() >> 16}, Python expects {ABI}",
            where=str(where),
            hint="in a checkout run: python scripts/build_core.py --force",
        )
    for name, arguments in SIGNATURES.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = c_int32, arguments
    loaded.pn_reset.restype, loaded.pn_reset.argtypes = None, [c_void_p]
    loaded.pn_label.restype, loaded.pn_label.argtypes = c_void_p, [c_void_p, c_uint32, POINTER(c_size_t)]
    loaded.pn_sees.restype, loaded.pn_sees.argtypes = POINTER(View), [c_void_p]
    loaded.pn_look_memory.restype, loaded.pn_look_memory.argtypes = c_uint64, [POINTER(View)]
    loaded.pn_instructions.restype, loaded.pn_instructions.argtypes = c_char_p, [c_uint32]
    return loaded


def instructions(core: ctypes.CDLL) -> list[str]:
    """Instruction sets that networks are compiled for, slowest first; pn_open_with takes a position of this list."""
    found: list[str] = []
    while name := core.pn_instructions(len(found)):
        found.append(name.decode())
    return found
