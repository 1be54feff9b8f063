"""Pictures made by chance: what tests save, read and train on."""

from __future__ import annotations

import numpy as np
from PIL import Image


def scene(seed: int, width: int = 60, height: int = 40) -> Image.Image:
    """A smooth picture of chance: no two seeds look alike."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 6, 3)).astype(np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
