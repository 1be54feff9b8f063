"""Pictures for the core: the raw form that it takes, and what a network sees of them (spec/image.md)."""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinnace.core_errors import from_core
from pinnace.errors import PinnaceError
from pinnace.runtime import library

if TYPE_CHECKING:
    from PIL.Image import Image

FITS = ("cover", "contain", "stretch")
ORIENTATION = 0x0112  # EXIF


@dataclass(frozen=True)
class View:
    """What a network sees of a picture: its size in pixels (1 … 512), how others fit into it, what is behind them.

    fit         cover: the middle, cut to the view's shape; contain: all of it, with a border; stretch: all, distorted
    background  (red, green, blue), 0 … 255: behind transparent pixels, and the border
    """

    width: int
    height: int
    fit: str = "cover"
    background: tuple[int, int, int] = (255, 255, 255)

    def __post_init__(self) -> None:
        sides = 1 <= self.width <= 512 and 1 <= self.height <= 512
        if not sides or self.fit not in FITS or not all(0 <= level <= 255 for level in self.background):
            raise PinnaceError(
                "usage.size",
                what=f"no view of a picture: {self}",
                hint=f"sides of 1 … 512 pixels; fit: {', '.join(FITS)}",
            )

    @property
    def colour(self) -> int:
        """0xRRGGBB."""
        red, green, blue = self.background
        return red << 16 | green << 8 | blue


def raw(pixels: NDArray[np.uint8], orientation: int = 1) -> bytes:
    """The raw form of a picture as stored: (height, width) grey, or (height, width, 3 or 4) of 0 … 255.

    Raises PinnaceError("input.picture") for any other array.
    """
    pixels = np.asarray(pixels)
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, 2)
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or not pixels.size:
        raise PinnaceError(
            "input.picture",
            what=f"no picture: an array of {pixels.dtype} with shape {pixels.shape}",
            hint="give (height, width, 3 or 4) or (height, width) of uint8",
        )
    height, width, channels = pixels.shape
    if channels == 3:
        pixels = np.dstack([pixels, np.full((height, width), 255, np.uint8)])
    return struct.pack("<III", width, height, orientation) + pixels.tobytes()


def decoded(image: Image) -> bytes:
    """The raw form of a Pillow image: its first frame, 8 bits, with its EXIF orientation. Raises what Pillow does."""
    orientation = image.getexif().get(ORIENTATION, 1)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):  # 16 bits and more: Pillow would cut, not scale
        levels = np.asarray(image, np.float64)
        top = 65535.0 if levels.max() > 255 else 255.0
        return raw(np.clip(levels * (255.0 / top) + 0.5, 0, 255).astype(np.uint8), known(orientation))
    return raw(np.asarray(image.convert("RGBA")), known(orientation))


def known(orientation: Any) -> int:
    """Cameras write nonsense now and then; every viewer takes that for 1."""
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def as_raw(picture: Any) -> bytes:
    """The raw form of whatever a person has: a path, encoded bytes, a Pillow image, or an array as ``raw`` takes it.

    Raises PinnaceError: data.picture for a file that cannot be decoded, input.picture for an array that is none.
    """
    if isinstance(picture, (str, Path, bytes)):
        from pinnace.data.pictures import decode  # Pillow is needed for encoded pictures only

        return decode(picture)
    if isinstance(picture, np.ndarray):
        return raw(picture)
    if hasattr(picture, "getexif"):
        return decoded(picture)
    raise PinnaceError(
        "input.picture",
        what=f"no picture: {type(picture).__name__}",
        hint="give a path, the bytes of a file, a Pillow image or an array",
    )


def look(picture: bytes, view: View) -> NDArray[np.uint8]:
    """(height, width, 3) what a network sees of a raw picture. Raises PinnaceError("input.picture")."""
    core = library.library()
    asked = library.View(view.width, view.height, FITS.index(view.fit), view.colour)
    size = core.pn_look_memory(ctypes.byref(asked))
    memory = np.empty(size // 8, np.uint64)
    seen = np.empty((view.height, view.width, 3), np.uint8)
    error = core.pn_look(ctypes.byref(asked), picture, len(picture), memory.ctypes.data, size, seen.ctypes.data)
    from_core(error, "a picture")
    return seen
