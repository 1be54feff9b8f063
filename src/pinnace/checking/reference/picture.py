"""Pictures: from raw bytes to the numbers a network gets (spec/image.md). NumPy's int64: a photo has many pixels."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.checking.reference.bounded import refuse

COVER, CONTAIN, STRETCH = 0, 1, 2
MOST_SIDE = 65535
CHUNK = 1 << 21  # pixels at a time
# Where EXIF says that row 0 and column 0 of the stored picture are: (upside down, mirrored, sides exchanged).
TURNS = {1: (0, 0, 0), 2: (0, 1, 0), 3: (1, 1, 0), 4: (1, 0, 0), 5: (0, 0, 1), 6: (1, 0, 1), 7: (1, 1, 1), 8: (0, 1, 1)}

Pixels = NDArray[np.int64]
Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True)
class View:
    """What a network sees: ``height`` x ``width``; ``background`` is 0xRRGGBB."""

    width: int
    height: int
    fit: int = COVER
    background: int = 0

    @property
    def colour(self) -> Pixels:
        return np.array([self.background >> shift & 255 for shift in (16, 8, 0)], np.int64)


def numbers(picture: bytes, view: View) -> list[tuple[int, ...]]:
    """(height * width, 3) what the network gets: -127 … 127."""
    found = np.maximum(seen(picture, view).astype(np.int64) - 128, -127)
    return [tuple(pixel) for pixel in found.reshape(-1, 3).tolist()]


def seen(picture: bytes, view: View) -> NDArray[np.uint8]:
    """(height, width, 3) values 0 … 255. Raises PinnaceError("input.picture")."""
    stored, orientation = parse(picture)
    flipped, mirrored, exchanged = TURNS[orientation]
    height, width = stored.shape[:2]
    used, filled = boxes(height, width, view) if exchanged else boxes(width, height, view)
    rows, columns = turned_ranges(used, width, height, orientation)
    to_columns, to_rows = (filled[3], filled[2]) if exchanged else (filled[2], filled[3])
    small = resize(stored, rows, columns, to_rows, to_columns, view.colour)
    small = small[::-1] if flipped else small
    small = small[:, ::-1] if mirrored else small
    small = small.swapaxes(0, 1) if exchanged else small
    out = np.broadcast_to(view.colour, (view.height, view.width, 3)).astype(np.uint8)
    left, top, width, height = filled
    out[top : top + height, left : left + width] = small
    return out


def parse(picture: bytes) -> tuple[NDArray[np.uint8], int]:
    """((height, width, 4) as stored, orientation)."""
    if len(picture) < 12:
        refuse("input.picture")
    width, height, orientation = struct.unpack_from("<III", picture)
    if not (1 <= width <= MOST_SIDE and 1 <= height <= MOST_SIDE and 1 <= orientation <= 8):
        refuse("input.picture")
    if len(picture) != 12 + 4 * width * height:
        refuse("input.picture")
    return np.frombuffer(picture, np.uint8, offset=12).reshape(height, width, 4), orientation


def boxes(w: int, h: int, view: View) -> tuple[Box, Box]:
    """The part of the upright picture that is used, the part of the view that it fills."""
    width, height = view.width, view.height
    used, filled = (w, h), (width, height)
    wide = w * height > h * width
    if view.fit == COVER:
        used = (h * width // height, h) if wide else (w, w * height // width)
    elif view.fit == CONTAIN:
        filled = (width, (2 * h * width + w) // (2 * w)) if wide else ((2 * w * height + h) // (2 * h), height)
    return centred(w, h, *used), centred(width, height, *filled)


def centred(width: int, height: int, inner_width: int, inner_height: int) -> Box:
    inner_width, inner_height = max(inner_width, 1), max(inner_height, 1)
    return (width - inner_width) // 2, (height - inner_height) // 2, inner_width, inner_height


def turned_ranges(box: Box, width: int, height: int, orientation: int) -> tuple[range, range]:
    """The stored rows and columns of a box of the upright picture; ``width``, ``height`` as stored."""
    flipped, mirrored, exchanged = TURNS[orientation]
    left, top, box_width, box_height = box
    first_row, rows, first_column, columns = (
        (left, box_width, top, box_height) if exchanged else (top, box_height, left, box_width)
    )
    if flipped:
        first_row = height - first_row - rows
    if mirrored:
        first_column = width - first_column - columns
    return range(first_row, first_row + rows), range(first_column, first_column + columns)


def resize(
    stored: NDArray[np.uint8], rows: range, columns: range, to_rows: int, to_columns: int, colour: Pixels
) -> Pixels:
    """(to_rows, to_columns, 3) of the stored pixels in ``rows`` and ``columns``."""
    across = np.empty((len(rows), to_columns, 3), np.int64)
    step = max(1, CHUNK // len(columns))
    for first in range(0, len(rows), step):
        some = stored[rows[first] : rows[first] + min(step, len(rows) - first), columns.start : columns.stop]
        pixels = some.astype(np.int64)
        alpha = pixels[:, :, 3:]
        flat = pixels[:, :, :3] * alpha + colour * (255 - alpha)
        for i in range(to_columns):
            taps, weights = tent(i, len(columns), to_columns)
            total = int(weights.sum())
            sums = np.einsum("rjc,j->rc", flat[:, taps], weights)
            across[first : first + len(flat), i] = (2 * sums + total) // (2 * total)
    out = np.empty((to_rows, to_columns, 3), np.int64)
    for i in range(to_rows):
        taps, weights = tent(i, len(rows), to_rows)
        total = 255 * int(weights.sum())
        sums = np.einsum("jic,j->ic", across[taps], weights)
        out[i] = (2 * sums + total) // (2 * total)
    return out


def tent(i: int, n: int, m: int) -> tuple[slice, Pixels]:
    """The numbers that result i of m takes from n, and their weights."""
    reach = 2 * max(n, m)
    centre = (2 * i + 1) * n  # in 1/(2 m) of a number
    near = range(max(0, (centre - reach) // (2 * m) - 1), min(n, (centre + reach) // (2 * m) + 2))
    weights = {j: reach - abs((2 * j + 1) * m - centre) for j in near}
    taps = [j for j in near if weights[j] > 0]
    return slice(taps[0], taps[-1] + 1), np.array([weights[j] for j in taps], np.int64)
