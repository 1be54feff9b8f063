"""The same photo in other clothes is found; different photos are not."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from picture_files import scene
from PIL import Image

from pinnace.data import split
from pinnace.data.pictures import contact_sheet, read_pictures, report_pictures
from pinnace.data.pictures.alike import units
from pinnace.runtime.picture import View, as_raw, look

VIEW = View(32, 32)


def seen(image: Image.Image) -> np.ndarray:
    return look(as_raw(image), VIEW)


def saved(image: Image.Image, **options: object) -> Image.Image:
    memory = io.BytesIO()
    image.save(memory, **options)
    return Image.open(memory)


def test_saved_again_is_alike() -> None:
    first = scene(1, 300, 200)
    again = [saved(first, format="JPEG", quality=60), first.resize((150, 100)), saved(first, format="WEBP", quality=70)]
    others = [scene(seed) for seed in range(2, 40)]
    found = units(np.stack([seen(image) for image in [first, *again, *others]]))
    assert found.tolist() == [0, 0, 0, 0, *range(4, 42)]


def test_flat_pictures_of_different_colours_differ() -> None:
    flat = [Image.new("RGB", (9, 9), colour) for colour in ("red", "lime", "blue", "red")]
    assert units(np.stack([seen(image) for image in flat])).tolist() == [0, 1, 2, 0]


def test_split_keeps_them_together_and_the_report_counts_them(draw) -> None:
    for i in range(20):
        draw(f"cat/{i}.png", i)
        draw(f"dog/{i}.png", 100 + i)
        draw(f"cat/{i}-again.jpg", i, quality=70)
    draw("dog/wrong.jpg", 5, quality=80)
    folder = draw("cat/0.png", 0).parent.parent
    pictures = read_pictures(folder, VIEW)
    parts = split(pictures, fraction=0.25, seed=1)
    report = report_pictures(pictures, split=parts, test=read_pictures(folder, VIEW))
    assert (report.duplicates, report.conflicting, report.across_split) == (21, 1, 0)
    assert report.across_test == report.test == 61
    assert "wrong.jpg" in report.suspects[0].place
    careless = report_pictures(pictures, split=(np.arange(0, 61, 2), np.arange(1, 61, 2)))
    assert careless.across_split > 5
    assert contact_sheet(pictures).size[0] > 800


def test_photos() -> None:
    data = os.environ.get("PINNACE_DATA")
    if not data:
        pytest.skip("set PINNACE_DATA to the folder of public data sets")
    files = sorted((Path(data) / "photos_imagenet1000").glob("*.jpg"))[:300]
    first = [Image.open(file).convert("RGB") for file in files]
    again = [saved(image.resize((image.width // 2, image.height // 2)), format="JPEG", quality=75) for image in first]
    found = units(np.stack([seen(image) for image in [*first, *again]]))
    assert (found[:300] == np.arange(300)).all()  # no two of them are taken for one
    assert (found[300:] == np.arange(300)).mean() > 0.95  # and nearly all copies are recognised (97 %)
