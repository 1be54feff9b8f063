"""Pictures made by chance: what tests save, read and train on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def scene(seed: int, width: int = 60, height: int = 40) -> Image.Image:
    """A smooth picture of chance: no two seeds look alike."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 6, 3)).astype(np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def stripes(seed: int, upright: bool, width: int = 24, height: int = 24) -> Image.Image:
    """Stripes of chance colours and width under noise, upright or level: what a small network learns in seconds."""
    random = np.random.default_rng(seed)
    phase, period = random.uniform(0, 9), random.uniform(4, 8)
    along = np.arange(width)[None, :] if upright else np.arange(height)[:, None]
    wave = np.broadcast_to(np.sin(2 * np.pi * (along + phase) / period) > 0, (height, width))
    dark, light = random.integers(0, 100, 3), random.integers(150, 256, 3)
    pixels = np.where(wave[..., None], light, dark) + random.normal(0, 20, (height, width, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def stripes_folder(folder: Path, n: int, seed: int = 0) -> Path:
    """``n`` pictures of each kind, a folder per class."""
    for upright, name in ((False, "level"), (True, "upright")):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for i in range(n):
            stripes(seed + 2 * i + upright, upright).save(folder / name / f"{i}.png")
    return folder
