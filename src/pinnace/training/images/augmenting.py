"""Pictures that could have been taken as well: moved by a few pixels, mirrored where that changes nothing."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

MOVED = 8  # at most this part of the side
CELLS = 8  # a side of the thumbnails that tell whether mirroring matters
NOISE = 2.0  # standard errors


def varied(pictures: Tensor, mirror: bool, random: torch.Generator) -> Tensor:
    """(B, 3, H, W) each moved (what was outside repeats the border) and, half of the time, mirrored."""
    n, _, height, width = pictures.shape
    down, across = max(1, height // MOVED), max(1, width // MOVED)
    padded = torch.nn.functional.pad(pictures, (across, across, down, down), mode="replicate")
    rows = torch.randint(0, 2 * down + 1, (n, 1), generator=random) + torch.arange(height)
    columns = torch.randint(0, 2 * across + 1, (n, 1), generator=random) + torch.arange(width)
    if mirror:
        flipped = torch.rand(n, 1, generator=random) < 0.5
        columns = torch.where(flipped, columns.flip(1), columns)
    each = torch.arange(n)[:, None, None]
    return padded.permute(0, 2, 3, 1)[each, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2).contiguous()


def mirroring_is_harmless(
    seen: NDArray[np.uint8], labels: NDArray[np.int32], train: NDArray[np.int64], held: NDArray[np.int64]
) -> bool:
    """Does a linear model of small thumbnails, trained on pictures as they are, know mirrored ones as well?

    Letters and arrows have a side, animals do not: of those a mirrored one is another picture of the same.
    """
    small = thumbnails(seen)
    targets = np.eye(int(labels.max()) + 1)[labels[train]]
    x = small[train]
    weights = np.linalg.solve(x.T @ x + len(train) * 0.01 * np.eye(x.shape[1]), x.T @ targets)
    mirrored = thumbnails(seen[held][:, :, ::-1])
    right = (small[held] @ weights).argmax(1) == labels[held]
    still = (mirrored @ weights).argmax(1) == labels[held]
    lost = right.astype(float) - still
    return bool(lost.mean() <= NOISE * lost.std() / max(len(held), 1) ** 0.5 + 0.01)


def thumbnails(seen: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(n, CELLS * CELLS * 3 + 1) values in about -1 … 1, and a one."""
    n, height, width, _ = seen.shape
    rows, columns = np.arange(CELLS) * height // CELLS, np.arange(CELLS) * width // CELLS
    sums = np.add.reduceat(np.add.reduceat(seen.astype(np.float64), rows, 1), columns, 2)
    area = np.diff(np.append(rows, height))[:, None] * np.diff(np.append(columns, width))[None]
    flat = (sums / area[..., None] / 127.5 - 1).reshape(n, -1)
    return np.hstack([flat, np.ones((n, 1))])
