"""Pictures in: from a folder or table to what a network sees of them, with labels; a report and a contact sheet.

pictures = read_pictures("photos/", View(64, 64))
parts = split(pictures, fraction=0.1, seed=0)          # pinnace.data.split: pictures that look alike stay together
console.print(report_pictures(pictures, split=parts).render())
contact_sheet(pictures).save("sheet.png")
"""

from __future__ import annotations

from pinnace.data.pictures.decoding import decode
from pinnace.data.pictures.glancing import usual_side
from pinnace.data.pictures.inputs import read_picture_inputs
from pinnace.data.pictures.listing import holds_pictures
from pinnace.data.pictures.picture_set import PictureReading, PictureSet
from pinnace.data.pictures.reading import read_pictures
from pinnace.data.pictures.reporting import PictureReport, report_pictures
from pinnace.data.pictures.sheet import contact_sheet

__all__ = [
    "PictureReading",
    "PictureReport",
    "PictureSet",
    "contact_sheet",
    "decode",
    "holds_pictures",
    "read_picture_inputs",
    "read_pictures",
    "report_pictures",
    "usual_side",
]
