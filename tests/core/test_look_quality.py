"""How good a small picture the front end makes: against Pillow's antialiased bilinear, which it shall not be below."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from picture_files import scene, stripes
from PIL import Image

from pinnace.runtime.picture import View, look, raw

Levels = NDArray[np.uint8]
BAR = 0.5  # dB


def psnr(found: Levels, wanted: NDArray[np.float64] | Levels) -> float:
    error = float(np.mean((found.astype(np.float64) - wanted) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))


def shrunk(image: Image.Image, side: int) -> tuple[Levels, Levels]:
    """(ours, Pillow's), each side x side."""
    ours = look(raw(np.asarray(image.convert("RGB"))), View(side, side, "stretch"))
    return ours, np.asarray(image.convert("RGB").resize((side, side), Image.Resampling.BILINEAR))


def exact(image: Image.Image, side: int) -> NDArray[np.float64]:
    """The same filter without any rounding: both directions as matrices of weights."""
    pixels = np.asarray(image.convert("RGB"), np.float64)
    down, across = (_weights(n, side) for n in pixels.shape[:2])
    return np.einsum("iy,jx,yxc->ijc", down, across, pixels, optimize=True)


def _weights(n: int, m: int) -> NDArray[np.float64]:
    """(m, n): a tent over each result, as wide as the coarser of the two grids."""
    distance = np.abs((np.arange(n) + 0.5)[None, :] * m / n - (np.arange(m) + 0.5)[:, None])
    tent = np.clip(1 - distance / max(1, m / n), 0, None)
    return tent / tent.sum(1, keepdims=True)


PICTURES = {
    "scene": scene(1, 320, 240),
    "upright": scene(2, 171, 403),
    "stripes": stripes(3, True, 300, 200),
    "noise": Image.fromarray(np.random.default_rng(4).integers(0, 256, (250, 333, 3)).astype(np.uint8)),
    "edge": Image.fromarray(np.where(np.add.outer(np.arange(200), np.arange(200)) % 90 < 45, 20, 230).astype(np.uint8)),
    "small": scene(5, 30, 20),  # grows
}


@pytest.mark.parametrize("side", [32, 64, 96, 224])
@pytest.mark.parametrize("name", PICTURES)
def test_within_half_a_decibel_of_pillow(name: str, side: int) -> None:
    """Against the filter without rounding; and against the picture, when they are grown back to its size.

    There only roundings are left above 50 dB.
    """
    image = PICTURES[name]
    ours, pillows = shrunk(image, side)
    ideal = exact(image, side)
    assert psnr(ours, ideal) >= psnr(pillows, ideal) - BAR
    whole = np.asarray(image.convert("RGB"))
    back = [
        np.asarray(Image.fromarray(found).resize(image.size, Image.Resampling.BICUBIC)) for found in (ours, pillows)
    ]
    assert psnr(back[0], whole) >= min(psnr(back[1], whole), 50) - BAR


def test_a_coarser_filter_would_not_pass() -> None:
    """Without antialiasing a picture comes out far more than half a decibel worse: the measure can tell."""
    image = PICTURES["stripes"]
    whole, side = np.asarray(image.convert("RGB")), 64
    worse = np.asarray(image.resize((side, side), Image.Resampling.NEAREST))
    assert psnr(worse, exact(image, side)) < psnr(shrunk(image, side)[1], exact(image, side)) - 10 * BAR
    assert psnr(whole, whole) > 100
