"""The operators of networks (spec/ops.md), one per file: how a plan names it, what it refuses, what it computes.

A value is a matrix: a list of rows, each a tuple of integers. How many rows there are depends on the text.
"""

from __future__ import annotations

from collections.abc import Callable

from pinnace.checking.reference.bounded import Reader
from pinnace.checking.reference.network import (
    add,
    attend,
    conv,
    conv2d,
    depthwise,
    embed,
    gate,
    gru,
    mirror,
    picture,
    pool,
    pool2d,
    scale,
)
from pinnace.checking.reference.network.facts import Facts

Operator = (
    embed.Embed
    | conv.Conv
    | depthwise.Depthwise
    | pool.Pool
    | attend.Attend
    | gate.Gate
    | add.Add
    | gru.Gru
    | picture.Picture
    | conv2d.Conv2d
    | pool2d.Pool2d
    | scale.Scale
    | mirror.Mirror
)

EMBED, PICTURE = 2, 10
READERS: dict[int, Callable[[Reader, Facts], Operator]] = {
    EMBED: embed.read,
    3: conv.read,
    4: depthwise.read,
    5: pool.read,
    6: attend.read,
    7: gate.read,
    8: add.read,
    9: gru.read,
    18: scale.read,
}
PICTURE_READERS: dict[int, Callable[[Reader, Facts], Operator]] = {  # in plans of pictures only
    PICTURE: picture.read,
    11: conv2d.reads(whole=True),
    12: conv2d.reads(whole=False),
    13: conv2d.reads(whole=True, dilated=True),
    14: conv2d.reads(whole=False, dilated=True),
    15: pool2d.read,
    19: mirror.read,
}
LATER = (13, 14, 15, 18, 19)  # from core level 3 on

__all__ = ["EMBED", "LATER", "PICTURE", "PICTURE_READERS", "READERS", "Facts", "Operator"]
