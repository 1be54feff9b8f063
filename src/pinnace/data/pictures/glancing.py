"""How large the pictures of a set are, from the heads of a few files: nothing is decoded."""

from __future__ import annotations

import io
import itertools
import warnings
from os import PathLike
from pathlib import Path

import numpy as np

from pinnace.data.pictures.decoding import FORMATS
from pinnace.data.pictures.listing import open_listing

READ, EVERY = 2_000, 8  # rows at most, and which of them are looked at: classes often come one after the other


def usual_side(
    path: str | PathLike[str], *, picture_column: str | None = None, label_column: str | None = None
) -> float | None:
    """Pixels of the median picture's shorter side; None where no head can be read. Raises as ``read_pictures``."""
    listing = open_listing(Path(path), column=picture_column, label=label_column, group=None)
    sides = [side_of(entry.source) for entry in itertools.islice(listing.entries, 0, READ, EVERY)]
    found = [side for side in sides if side is not None]
    return float(np.median(found)) if found else None


def side_of(source: Path | bytes) -> int | None:
    from PIL import Image  # decoding says so where it is missing

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS) as image:
                return min(image.size)
    except Exception:  # damaged or hostile bytes: reading will say what is wrong with them
        return None
