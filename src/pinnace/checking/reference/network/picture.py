"""picture.v1: what the network sees of a raw picture (spec/image.md), a row of three numbers for each pixel."""

from __future__ import annotations

from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.network.facts import Facts, Row
from pinnace.checking.reference.picture import STRETCH, View, numbers
from pinnace.checking.reference.values import INT8

MOST_SIDE = 512
COLOURS = 3


@dataclass(frozen=True)
class Picture:
    """The raw input gives value ``out``: (height * width, 3)."""

    view: View
    out: int

    def run(self, raw: bytes) -> list[Row]:
        return numbers(raw, self.view)


def read(reader: Reader, facts: Facts) -> Picture:
    width, height = reader.varint(MOST_SIDE), reader.varint(MOST_SIDE)
    fit, background = reader.varint(STRETCH), reader.varint(0xFFFFFF)
    out = reader.index(len(facts.values))
    if not width or not height:
        refuse("package.argument")
    value = facts.values[out]
    if (value.type, value.rows, value.columns) != (INT8, width * height, COLOURS):
        refuse("package.value")
    facts.write(out, (value.rows, 1))
    return Picture(View(width, height, fit, background), out)
