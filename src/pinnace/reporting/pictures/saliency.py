"""Where a network looks: how far an answer falls when a part of the picture is covered.

Occlusion, as in M. Zeiler & R. Fergus, "Visualizing and understanding convolutional networks" (ECCV 2014), asked of the
core with the package that ships. It needs no gradients, and says what covering does, no more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package

COVER, STEP = 4, 8  # a square covers this part of a side, and moves by that part
GREY = 128  # the network's zero
DIM = 0.3  # of the light, where covering changes nothing


def saliency(package: Package, seen: NDArray[np.uint8], label: int) -> NDArray[np.float64]:
    """(H, W) of a picture (H, W, 3): 0 where covering it does not lower ``label``'s score, 1 where it does the most."""
    height, width, _ = seen.shape
    rows, columns = places(height), places(width)
    covered, masks = [], []
    for top, bottom in rows:
        for left, right in columns:
            one = seen.copy()
            one[top:bottom, left:right] = GREY
            covered.append(one)
            mask = np.zeros((height, width))
            mask[top:bottom, left:right] = 1.0
            masks.append(mask)
    lead = margins(package, [seen, *covered], label)
    fallen = np.maximum(lead[0] - lead[1:], 0.0)
    each = np.stack(masks)
    heat = np.tensordot(fallen, each, 1) / each.sum(0)
    largest = float(heat.max())
    return np.asarray(heat / largest if largest > 0 else heat)


def places(side: int) -> list[tuple[int, int]]:
    """Begin and end of each position of the square along a side; together they cover all of it."""
    size, step = max(1, -(-side // COVER)), max(1, side // STEP)
    begins = [*range(0, max(side - size, 0), step), max(side - size, 0)]
    return [(begin, begin + size) for begin in begins]


def margins(package: Package, pictures: list[NDArray[np.uint8]], label: int) -> NDArray[np.float64]:
    """(n,) by how much ``label``'s score leads the best other one's."""
    scores = package.predict(pictures).scores.astype(np.float64)
    if scores.shape[1] == 1:
        return np.asarray(scores[:, 0] if label else -scores[:, 0])
    return np.asarray(scores[:, label] - np.delete(scores, label, 1).max(1))


def lit(seen: NDArray[np.uint8], heat: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The picture, dark where covering it changes nothing."""
    return np.asarray((seen * (DIM + (1 - DIM) * heat[..., None]) + 0.5).astype(np.uint8))
