"""The image front end of the core against spec/vectors and the reference, pixel for pixel."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from pinnace.checking.reference import picture as reference
from pinnace.errors import PinnaceError
from pinnace.runtime.picture import FITS, View, look, raw

VECTORS = json.loads((Path(__file__).parents[2] / "spec" / "vectors" / "image.json").read_text())


def view_of(width: int, height: int, fit: int, background: int) -> View:
    return View(width, height, FITS[fit], (background >> 16, background >> 8 & 255, background & 255))


def noise(width: int, height: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)


def test_vectors() -> None:
    assert len(VECTORS) > 90
    for case in VECTORS:
        seen = look(base64.b64decode(case["input"]), view_of(*case["view"]))
        assert base64.b64encode(seen.tobytes()).decode() == case["seen"], case["view"]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("fit", range(3))
@pytest.mark.parametrize("size", [(1, 1), (1, 400), (333, 2), (127, 129), (64, 64), (5, 3)])
def test_reference(size: tuple[int, int], fit: int, orientation: int) -> None:
    picture = raw(noise(*size), orientation)
    for sides in ((32, 32), (1, 1), (40, 7)):
        found = look(picture, view_of(*sides, fit, 0x0AC84D))
        assert np.array_equal(found, reference.seen(picture, reference.View(*sides, fit, 0x0AC84D)))


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_as_pillow_turns(fit: str, orientation: int) -> None:
    """Mirrored pictures are seen exactly as their upright form is, those with exchanged sides to a level."""
    stored = noise(37, 23)
    picture = Image.fromarray(stored)
    picture.getexif()[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(picture))
    view = View(16, 16, fit)
    difference = look(raw(stored, orientation), view).astype(int) - look(raw(upright), view)
    assert np.abs(difference).max() <= (orientation > 4)


def test_transparent_is_background() -> None:
    pixels = noise(20, 20)
    pixels[:, :, 3] = 0
    assert (look(raw(pixels), View(8, 8, background=(1, 2, 3))) == (1, 2, 3)).all()


def test_contain_leaves_a_border() -> None:
    seen = look(raw(np.zeros((10, 20, 3), np.uint8)), View(8, 8, "contain", (255, 0, 0)))
    assert (seen[:2] == (255, 0, 0)).all() and (seen[2:6] == 0).all() and (seen[6:] == (255, 0, 0)).all()


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"\1\0\0",
        struct.pack("<III", 2, 2, 1),
        struct.pack("<III", 2, 2, 1) + b"\0" * 15,
        struct.pack("<III", 2, 2, 1) + b"\0" * 17,
        struct.pack("<III", 2, 2, 1) + b"\0" * 20,
        struct.pack("<III", 0, 2, 1),
        struct.pack("<III", 2, 0, 1),
        struct.pack("<III", 65536, 1, 1) + b"\0" * 65536 * 4,
        struct.pack("<III", 1, 1, 0) + b"\0" * 4,
        struct.pack("<III", 1, 1, 9) + b"\0" * 4,
        struct.pack("<III", 2**32 - 1, 2**32 - 1, 1) + b"\0" * 64,
    ],
)
def test_what_is_no_picture(picture: bytes) -> None:
    with pytest.raises(PinnaceError, match=r"input\.picture"):
        look(picture, View(8, 8))
    with pytest.raises(PinnaceError, match=r"input\.picture"):
        reference.seen(picture, reference.View(8, 8))


@pytest.mark.parametrize("size", [(65535, 1), (1, 65535), (4000, 3)])
def test_long_sides(size: tuple[int, int]) -> None:
    picture = raw(np.full((size[1], size[0], 4), 255, np.uint8))
    for sides in ((1, 1), (512, 512)):
        assert (look(picture, View(*sides, "stretch")) == 255).all()
