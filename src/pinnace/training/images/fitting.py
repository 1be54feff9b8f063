"""Fitting a rung: real numbers first, then its integers with gradients passed straight through."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from pinnace.runtime.picture import View
from pinnace.training.images.augmenting import varied
from pinnace.training.images.network import PictureNetwork, pieces
from pinnace.training.images.rungs import Rung

BATCH = 64
VISITS, EPOCHS = 10_000, 8  # pictures seen while learning real numbers: at least so many, and each so often
MOST_EPOCHS = 60
INTEGER = 0.2  # of these, once more, in integers
RATE, INTEGER_RATE = 4e-3, 4e-4  # Adam's, at its highest
DECAY = 0.02
SMOOTHING = 0.05
OBSERVED = 1_000  # pictures that fix the steps of the integers
THREADS = 1  # sums depend on their number: fixed, so that a seed gives the same bytes on any machine of a kind


@dataclass(frozen=True)
class Fitted:
    """The network in integers, and before that in real numbers."""

    network: PictureNetwork
    real: PictureNetwork
    epochs: int


def epochs_for(n: int) -> int:
    """How often each of ``n`` pictures is seen."""
    return int(min(max(EPOCHS, VISITS / max(n, 1)), MOST_EPOCHS))


def fit(
    rung: Rung, view: View, seen: NDArray[np.uint8], labels: NDArray[np.int32], classes: int, *, mirror: bool,
    seed: int, advance: Callable[[int], None] = lambda steps: None,
) -> Fitted:  # fmt: skip
    """Learn from seen (n, H, W, 3) with labels (n,)."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(seed)
    network = PictureNetwork(rung, 1 if classes == 2 else classes, view)
    pictures, targets = tensor(seen), torch.as_tensor(labels, dtype=torch.int64)
    balance = class_weights(targets, classes)
    epochs = epochs_for(len(seen))
    learn(network, pictures, targets, balance, epochs, RATE, mirror, seed, advance)
    real = copy.deepcopy(network).eval()
    some = torch.randperm(len(pictures), generator=torch.Generator().manual_seed(seed))[:OBSERVED]
    network.quantise(pictures[some])
    learn(network, pictures, targets, balance, max(1, round(INTEGER * epochs)), INTEGER_RATE, mirror, seed + 1, advance)
    return Fitted(network.eval(), real, epochs)


def learn(
    network: PictureNetwork, pictures: Tensor, targets: Tensor, balance: Tensor, epochs: int, rate: float, mirror: bool,
    seed: int, advance: Callable[[int], None],
) -> None:  # fmt: skip
    """One cycle: the rate rises for a fifth of the steps and falls to nothing (L. Smith, "Super-convergence", 2018)."""
    random = torch.Generator().manual_seed(seed)
    steps = epochs * -(-len(pictures) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=max(steps, 2), pct_start=0.2)
    network.train()
    for _ in range(epochs):
        order = torch.randperm(len(pictures), generator=random)
        for batch in pieces(order, BATCH):
            if len(batch) < 2 and len(order) > 1:
                continue  # a single picture has no spread to normalise
            scores = network(varied(pictures[batch], mirror, random))
            loss = (losses(scores, targets[batch]) * balance[targets[batch]]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
        advance(1)


def losses(scores: Tensor, targets: Tensor) -> Tensor:
    """(B,) cross-entropy; with one score the second class is scored against the first."""
    if scores.shape[1] == 1:
        soft = targets.float() * (1 - SMOOTHING) + SMOOTHING / 2
        return F.binary_cross_entropy_with_logits(scores[:, 0], soft, reduction="none")
    return F.cross_entropy(scores, targets, reduction="none", label_smoothing=SMOOTHING)


def class_weights(targets: Tensor, classes: int) -> Tensor:
    """(C,) square roots of how rare a class is: rare ones count, and common ones still decide."""
    counts = torch.bincount(targets, minlength=classes).clamp(min=1).float()
    weights = (counts.mean() / counts).sqrt()
    return weights / weights[targets].mean()


def scores_of(network: PictureNetwork, seen: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(n, D) scores in nats, in the network's own arithmetic."""
    network.eval()
    with torch.no_grad():
        return torch.cat([network(some) for some in pieces(tensor(seen))]).double().numpy()


def tensor(seen: NDArray[np.uint8]) -> Tensor:
    """(n, 3, H, W) the numbers of spec/image.md §4."""
    return torch.as_tensor(np.maximum(seen.astype(np.float32) - 128, -127)).permute(0, 3, 1, 2).contiguous()
