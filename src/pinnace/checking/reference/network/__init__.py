"""The operators of networks (spec/ops.md), one per file: how a plan names it, what it refuses, what it computes.

A value is a matrix: a list of rows, each a tuple of integers. How many rows there are depends on the text.
"""

from __future__ import annotations

from collections.abc import Callable

from pinnace.checking.reference.bounded import Reader
from pinnace.checking.reference.network import add, attend, conv, depthwise, embed, gate, gru, pool
from pinnace.checking.reference.network.facts import Facts

Operator = embed.Embed | conv.Conv | depthwise.Depthwise | pool.Pool | attend.Attend | gate.Gate | add.Add | gru.Gru

EMBED = 2
READERS: dict[int, Callable[[Reader, Facts], Operator]] = {
    EMBED: embed.read,
    3: conv.read,
    4: depthwise.read,
    5: pool.read,
    6: attend.read,
    7: gate.read,
    8: add.read,
    9: gru.read,
}

__all__ = ["EMBED", "READERS", "Facts", "Operator"]
