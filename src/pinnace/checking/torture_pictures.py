"""Pictures made to break picture code: the raw inputs that every package of pictures is checked on (spec/image.md).

``cases()`` and ``large()`` give the same names and bytes on every machine and in every version of Python.
"""

from __future__ import annotations

import hashlib
import struct

LARGE = (8000, 6000)


def cases() -> dict[str, bytes]:
    """Name to raw picture: sides of one pixel, odd sizes, the eight orientations, alpha, grey, flat and extreme."""
    found = {f"{width} × {height}": picture(width, height) for width, height in SIZES}
    found |= {f"orientation {turn}": picture(37, 23, turn) for turn in range(1, 9)}
    found |= {f"orientation {turn}, a single row": picture(29, 1, turn) for turn in (3, 5, 6, 7, 8)}
    found["grey"] = raw(40, 30, bytes(level for level in noise(40 * 30, "grey") for _ in range(3)), b"\xff")
    found["alpha: noise"] = struct.pack("<III", 33, 31, 1) + noise(4 * 33 * 31, "alpha")
    found["alpha: nothing"] = raw(9, 9, noise(3 * 81, "nothing"), b"\0")
    found["alpha: nearly all"] = raw(9, 9, noise(3 * 81, "nearly"), b"\xfe")
    found["black"] = raw(64, 48, b"\0" * 3 * 64 * 48, b"\xff")
    found["white"] = raw(64, 48, b"\xff" * 3 * 64 * 48, b"\xff")
    found["checks"] = raw(
        64, 64, b"".join(bytes([255 * ((x + y) % 2)] * 3) for y in range(64) for x in range(64)), b"\xff"
    )
    return found


SIZES = (
    *((1, 1), (2, 1), (1, 2), (1, 300), (300, 1), (7, 5), (31, 32), (32, 32), (33, 32), (64, 64), (65, 63)),
    *((96, 96), (127, 129), (224, 224), (640, 480), (1023, 767)),
)


def large() -> dict[str, bytes]:
    """A photo's size; 192 MB."""
    width, height = LARGE
    row = noise(4 * width, "large")
    turned = [row[4 * (i % 13) :] + row[: 4 * (i % 13)] for i in range(13)]
    return {
        f"large: {width} × {height}": struct.pack("<III", width, height, 6)
        + b"".join(turned[i % 13] for i in range(height))
    }


def picture(width: int, height: int, turn: int = 1) -> bytes:
    """Noise, opaque."""
    return raw(width, height, noise(3 * width * height, f"{width} {height}"), b"\xff", turn)


def raw(width: int, height: int, colours: bytes, alpha: bytes, turn: int = 1) -> bytes:
    pixels = bytearray(4 * width * height)
    for channel in range(3):
        pixels[channel::4] = colours[channel::3]
    pixels[3::4] = alpha * (width * height)
    return struct.pack("<III", width, height, turn) + bytes(pixels)


def noise(n: int, name: str) -> bytes:
    """``n`` bytes that depend on nothing but the name: SHAKE-128 of it."""
    return hashlib.shake_128(name.encode()).digest(n)
