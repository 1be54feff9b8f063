"""Real picture files in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from picture_files import scene
from PIL import Image

Draw = Callable[..., Path]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """``draw("cat/1.jpg", 7)`` saves scene 7 there, folders included, and returns its path."""

    def make(name: str, seed: int | Image.Image, **options: object) -> Path:
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (seed if isinstance(seed, Image.Image) else scene(seed)).save(path, **options)
        return path

    return make
