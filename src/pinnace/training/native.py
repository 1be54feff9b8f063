"""The compiled part of training, native.c, through ctypes, which lets go of the GIL during each call."""

from __future__ import annotations

import ctypes
import functools
import platform
from ctypes import POINTER, c_float, c_int32, c_int64, c_uint32, c_uint64, c_void_p
from pathlib import Path

from pinnace.errors import PinnaceError
from pinnace.runtime.library import BIN

NAMES = {"Darwin": "libpinnace-training.dylib", "Windows": "pinnace-training.dll"}


class Pass(ctypes.Structure):
    """`pass` of native.c."""

    _fields_ = [
        ("grams", c_void_p),
        ("starts", c_void_p),
        ("order", c_void_p),
        ("count", c_int64),
        ("keep", c_void_p),
        ("noise", c_void_p),
        ("push", c_void_p),
        ("texts", c_void_p),
        ("vectors", c_void_p),
        ("seed", c_uint64),
        ("rate", c_float),
        ("noise_bits", c_int32),
        ("push_half", c_int32),
        ("width", c_int32),
    ]


def path() -> Path:
    """Where the library lies in this installation."""
    return BIN / NAMES.get(platform.system(), "libpinnace-training.so")


@functools.cache
def library() -> ctypes.CDLL:
    """The loaded library. Raises PinnaceError("core.missing") when this installation carries none."""
    if not path().exists():
        raise PinnaceError(
            "core.missing",
            what="this installation of pinnace lacks the compiled part of training",
            where=str(path()),
            hint="in a checkout run: python scripts/build_core.py; else reinstall the wheel of your platform",
        )
    loaded = ctypes.CDLL(str(path()))
    loaded.pv_pass.restype, loaded.pv_pass.argtypes = c_int32, [POINTER(Pass)]
    loaded.pv_sums.restype = c_int32
    loaded.pv_sums.argtypes = [c_void_p, c_void_p, c_int64, c_void_p, c_int32, c_void_p]
    loaded.pv_places.restype = None
    loaded.pv_places.argtypes = [c_void_p, c_int64, c_void_p, c_void_p, c_int32, c_void_p]
    loaded.pv_present.restype = None
    loaded.pv_present.argtypes = [c_void_p, c_void_p, c_int64, c_uint32, c_int32, *[c_void_p] * 4]
    return loaded
