"""Goldens: raw inputs and their exact answers, replayed on the device (spec/package.md, "Evidence")."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package
from pinnace.runtime.picture import raw
from pinnace.runtime.text import as_bytes

AWKWARD = [
    "",
    " ",
    "!",
    "don't",
    "3.5 stars, 10/10!!!",
    "Ça m’a plu",
    "не хорошо",
    "とても良い",
    "👍🏽👍",
    "\ufeffZero\u200bwidth",
    "a" * 70,
]


def goldens(package: Package, texts: Sequence[str | bytes]) -> list[dict[str, Any]]:
    """One case per text, and awkward ones: input (base64 of bytes), scores (1/1024 nat), probabilities (1/65536)."""
    return recorded(package, [as_bytes(text) for text in [*texts, *AWKWARD]] + [b"\xff\xfe \xc3"])


def picture_goldens(package: Package, seen: Sequence[NDArray[np.uint8]]) -> list[dict[str, Any]]:
    """The same for pictures (h, w, 3), each stored in another orientation, and for awkward ones."""
    levels = np.arange(3 * 5 * 7, dtype=np.uint8).reshape(5, 7, 3) * 2
    awkward = [
        raw(levels[:1, :1]),
        raw(levels[:1]),
        raw(levels[:, :1], 6),
        raw(np.dstack([levels, levels[:, :, :1]]), 5),
    ]
    return recorded(package, [raw(picture, 1 + i % 8) for i, picture in enumerate(seen)] + awkward)


def recorded(package: Package, cases: Sequence[bytes]) -> list[dict[str, Any]]:
    """Raw inputs and their answers."""
    return [
        {
            "input": base64.b64encode(case).decode(),
            "scores": list(answer.raw_scores),
            "probabilities": list(answer.raw_probabilities),
        }
        for case, answer in ((case, package.predict_raw(case)) for case in cases)
    ]
