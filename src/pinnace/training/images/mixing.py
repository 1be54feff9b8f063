"""Pictures laid over each other, each answer as true as its picture is visible.

H. Zhang et al., "mixup: beyond empirical risk minimization" (2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Mixed:
    """pictures (B, 3, H, W), of which ``share`` is the picture itself, the rest that of the row ``other`` (B,)."""

    pictures: Tensor
    other: Tensor
    share: float


def mixed(pictures: Tensor, random: torch.Generator, strength: float) -> Mixed:
    """One share for all, by Beta(strength, strength): with little strength one of both is hardly seen."""
    share = beta(strength, random)
    other = torch.randperm(len(pictures), generator=random).to(pictures.device)
    both = torch.lerp(pictures[other], pictures, share).round_()  # whole numbers, as networks in integers take
    return Mixed(both.contiguous(memory_format=torch.channels_last), other, share)


def beta(strength: float, random: torch.Generator) -> float:
    """A draw of Beta(strength, strength), strength <= 1 (M. Jöhnk, Metrika 8, 1964); PyTorch's takes no generator."""
    while True:
        x, y = (torch.rand(2, generator=random, dtype=torch.float64) ** (1 / strength)).tolist()
        if 0 < x + y <= 1:
            return float(x / (x + y))
