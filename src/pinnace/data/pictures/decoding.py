"""Encoded pictures to raw ones, by Pillow: JPEG, PNG, WebP, and the first frame of a GIF."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pinnace.errors import PinnaceError
from pinnace.runtime.picture import ORIENTATION, decoded

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")
MOST_PIXELS = 100_000_000  # 400 MB unpacked; a file of a few KB may claim any size
MOST_BYTES = 200_000_000  # of a file


@dataclass(frozen=True)
class Decoded:
    """A raw picture (spec/image.md) and what its file said: size as stored, colours, whether it was turned."""

    raw: bytes
    size: tuple[int, int]
    mode: str
    turned: bool


def decode(source: str | Path | bytes) -> bytes:
    """The raw form of a picture: a path, or the bytes of a file. Raises PinnaceError("data.picture")."""
    return decode_with_facts(source).raw


def decode_with_facts(source: str | Path | bytes) -> Decoded:
    """The same with what the report counts. Colour profiles are left aside: values are taken as sRGB."""
    where = "the picture's bytes" if isinstance(source, bytes) else str(source)
    try:
        from PIL import Image
    except ImportError:
        raise PinnaceError(
            "data.pillow",
            what="decoding pictures needs the Python package Pillow",
            hint='pip install "pinnace[image]"',
        ) from None
    try:
        data = source if isinstance(source, bytes) else contents(Path(source))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata and large sizes; the limits here are ours
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return unpacked(image, where)
    except PinnaceError:
        raise
    except Exception as error:  # a decoder fed with damaged or hostile bytes raises whatever it meets
        raise refused(reason(error), where) from error


def contents(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would be waited for, for ever
        raise refused("not a file", str(path))
    if path.stat().st_size > MOST_BYTES:
        raise refused(f"the file has more than {MOST_BYTES // 10**6} MB", str(path))
    return path.read_bytes()


def unpacked(image: Image, where: str) -> Decoded:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > 65535:
        raise refused(f"{width} × {height} pixels are more than {MOST_PIXELS // 10**6} million", where)
    transparent = "A" in image.getbands() or "transparency" in image.info
    mode = (
        "CMYK"
        if image.mode in ("CMYK", "YCCK")
        else "grey"
        if image.mode in ("1", "L", "LA", "I;16", "I")
        else "colour"
    )
    turned = image.getexif().get(ORIENTATION, 1) in range(2, 9)
    return Decoded(decoded(image), (width, height), mode + (" + alpha" if transparent else ""), turned)


def refused(what: str, where: str) -> PinnaceError:
    return PinnaceError(
        "data.picture", what=f"no picture can be read here: {what}", where=where, hint="save it again as JPEG or PNG"
    )


def reason(error: Exception) -> str:
    """In a few words; Pillow names memory addresses of its own, which help nobody."""
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return "not JPEG, PNG, WebP or GIF, or damaged at the start"
    if isinstance(error, Image.DecompressionBombError):
        return f"more than {MOST_PIXELS // 10**6} million pixels"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).split(" <")[0].split("\n")[0][:100] or type(error).__name__
