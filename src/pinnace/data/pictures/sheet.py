"""A contact sheet: a row of pictures for each class, as the network sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinnace.data.pictures.picture_set import PictureSet

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMNS = 12
CLASSES = 40  # rows at most
TILE = 72  # pixels of a picture on the sheet
GAP, LINE = 4, 18


def contact_sheet(pictures: PictureSet, *, columns: int = COLUMNS) -> Image:
    """``columns`` pictures of each class, evenly spaced through the set, under the class's name and count."""
    from PIL import Image, ImageDraw, ImageFont

    rows = [np.flatnonzero(pictures.labels == label) for label in range(len(pictures.classes))][:CLASSES]
    step = TILE + GAP
    sheet = Image.new("RGB", (GAP + columns * step, GAP + len(rows) * (step + LINE)), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(12)
    for row, members in enumerate(rows):
        top = GAP + row * (step + LINE)
        draw.text((GAP, top), f"{pictures.classes[row]}  ({len(members):,})", fill="black", font=font)
        chosen = (
            members[np.linspace(0, len(members) - 1, min(columns, len(members))).astype(int)] if len(members) else []
        )
        for column, index in enumerate(chosen):
            tile = Image.fromarray(pictures.seen[index])
            factor = TILE / max(tile.size)
            size = max(1, round(tile.width * factor)), max(1, round(tile.height * factor))
            # Large pixels are shown as they are: the sheet is for seeing what the model saw.
            tile = tile.resize(size, Image.Resampling.NEAREST if factor > 1 else Image.Resampling.BILINEAR)
            sheet.paste(tile, (GAP + column * step, top + LINE))
    return sheet
