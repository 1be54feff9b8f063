"""Pictures that could have been taken as well: moved a little, in another light, mirrored where that is harmless."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

MOVED = 0.125  # of the side
LARGEST = 127.0
CELLS = 8  # a side of the thumbnails that tell whether mirroring matters
NOISE = 2.0  # standard errors


def varied(
    pictures: Tensor, random: torch.Generator, *, flipped: Tensor | None, moved: float = MOVED, erased: float = 0.0,
    coloured: float = 0.0,
) -> Tensor:  # fmt: skip
    """(B, 3, H, W) in channels-last memory, of (B, H, W, 3) numbers -127 … 127, each picture by its own chances.

    moved     by up to this part of a side; what was outside repeats the border
    flipped   (B,) which are mirrored; None: not one
    coloured  brighter or darker, of more or less contrast, by up to this part
    erased    a square of up to this part of a side is grey
    """
    n, height, width, _ = pictures.shape
    device = pictures.device  # chances are drawn on the processor: the same ones for a seed on any device
    down, across = round(height * moved), round(width * moved)
    rows = torch.randint(-down, down + 1, (n, 1), generator=random) + torch.arange(height)
    columns = torch.randint(-across, across + 1, (n, 1), generator=random) + torch.arange(width)
    if flipped is not None:
        columns = torch.where(flipped[:, None], columns.flip(1), columns)
    each = torch.arange(n, device=device)[:, None, None]
    rows, columns = rows.clamp(0, height - 1).to(device), columns.clamp(0, width - 1).to(device)
    found = pictures[each, rows[:, :, None], columns[:, None, :]]
    if coloured:
        contrast = 1 + coloured * (2 * torch.rand(n, 1, 1, 1, generator=random) - 1)
        light = LARGEST * coloured * (2 * torch.rand(n, 1, 1, 1, generator=random) - 1)
        found = (found * contrast.to(device) + light.to(device)).round_().clamp_(-LARGEST, LARGEST)
    if erased:
        found = found.masked_fill(squares(n, height, width, erased, random)[..., None].to(device), 0.0)
    return found.permute(0, 3, 1, 2)


def flips(n: int, epoch: int, seed: int) -> Tensor:
    """(n,) which pictures are mirrored in an epoch: half of them, and in the next the other half.

    So both sides are seen equally often (K. Jordan, "94 % on CIFAR-10 in 3.29 seconds on a single GPU", 2024).
    """
    first = torch.rand(n, generator=torch.Generator().manual_seed(seed)) < 0.5
    return first ^ bool(epoch % 2)


def squares(n: int, height: int, width: int, part: float, random: torch.Generator) -> Tensor:
    """(n, height, width) whether a pixel is in its picture's square, whose middle is anywhere."""
    sides = part * torch.rand(n, 1, generator=random)
    inside = []
    for side in (height, width):
        middle = side * torch.rand(n, 1, generator=random)
        inside.append((torch.arange(side) + 0.5 - middle).abs() < sides * side / 2)
    return inside[0][:, :, None] & inside[1][:, None, :]


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
