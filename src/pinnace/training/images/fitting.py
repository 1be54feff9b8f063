"""Fitting a rung: real numbers first, then its integers with gradients passed straight through."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from pinnace.runtime.picture import View
from pinnace.training.device import device
from pinnace.training.images.checkpoint import Checkpoint
from pinnace.training.images.epochs import Lesson, Phase, learn
from pinnace.training.images.losses import class_weights
from pinnace.training.images.network import PictureNetwork, pieces
from pinnace.training.images.recipe import Recipe
from pinnace.training.images.rungs import Rung
from pinnace.training.result import Epoch

OWN = 0.9  # of the loss of integers: what the same network in real numbers says. They follow it, and find nothing new
OBSERVED = 1_000  # pictures that fix the steps of the integers
ROOM = 0.97  # of the bytes allowed: sizes are estimated
THREADS = 1  # sums depend on their number: fixed, so that a seed gives the same bytes on any machine of a kind


@dataclass(frozen=True)
class Fitted:
    """The network in integers, and before that in real numbers; what was seen after each epoch of both."""

    network: PictureNetwork
    real: PictureNetwork
    epochs: tuple[Epoch, ...]


def fit(
    rung: Rung, view: View, lesson: Lesson, recipe: Recipe, *, seed: int, max_size: int | None = None,
    checkpoint: Checkpoint | None = None, advance: Callable[[int], None] = lambda steps: None,
    start: PictureNetwork | None = None,
) -> Fitted:  # fmt: skip
    """Learn a lesson. ``start``: a network in integers to go on from, in integers only."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(seed)
    if start is not None:
        return go_on(start, lesson, recipe, seed, checkpoint, advance)
    outputs = 1 if lesson.classes == 2 else lesson.classes
    network = PictureNetwork(rung, outputs, view).to(device()).to(memory_format=torch.channels_last)
    state = checkpoint.load() if checkpoint else None
    history: list[Epoch] = []
    phase = Phase("real", recipe.epochs, seed, history, checkpoint, advance)
    if state is None or state["phase"] == "real":
        learn(network, lesson, recipe, phase, state)
        real, state = copy.deepcopy(network).eval(), None
        some = torch.randperm(len(lesson.pictures), generator=torch.Generator().manual_seed(seed))[:OBSERVED]
        network.quantise(tensor(lesson.pictures[some]).to(network.device))
        coarsen(network, recipe.levels, max_size)
    else:  # it was interrupted while learning integers
        real = copy.deepcopy(network).eval()
        real.load_state_dict(state["real"])
        network.whole()
        network.coarsen(state["levels"])
    phase = Phase("integer", recipe.integer_epochs, seed + 1, history, checkpoint, advance, real)
    learn(network, replace(lesson, teacher=real), replace(recipe, taught=OWN), phase, state)
    return Fitted(network.eval().cpu(), real.cpu(), tuple(history))


def go_on(
    network: PictureNetwork, lesson: Lesson, recipe: Recipe, seed: int, checkpoint: Checkpoint | None,
    advance: Callable[[int], None],
) -> Fitted:  # fmt: skip
    """As many epochs, all of them in integers."""
    network = network.to(device()).to(memory_format=torch.channels_last)
    history: list[Epoch] = []
    phase = Phase("integer", recipe.epochs + recipe.integer_epochs, seed, history, checkpoint, advance)
    learn(network, lesson, recipe, phase, checkpoint.load() if checkpoint else None)
    real = copy.deepcopy(network).eval()
    real.loosen()
    return Fitted(network.eval().cpu(), real.cpu(), tuple(history))


def coarsen(network: PictureNetwork, levels: tuple[int, ...], max_size: int | None) -> None:
    """The finest weights with which the package fits; integers are learnt from there, and hardly change its size."""
    for each in levels:
        network.coarsen(each)
        if max_size is None or estimated_bytes(network) <= ROOM * max_size:
            return


def estimated_bytes(network: PictureNetwork) -> int:
    """Of its package, to some per cent: the entropy of each layer's weights, and the rest as it is stored."""
    bits, plain = 0.0, 600
    for square in network.squares():
        weights = square.integers(1.0, 1.0)[0]
        _, counts = torch.unique(weights, return_counts=True)
        bits -= float((counts * torch.log2(counts / weights.numel())).sum())
        plain += 8 * len(square.bias)
    plain += sum(weights.numel() for squeeze in network.squeezes() for weights in squeeze.parameters())
    return plain + network.scores.weight.numel() + int(bits / 8)


def lesson_of(
    seen: NDArray[np.uint8], labels: NDArray[np.int32], train: NDArray[np.int64], held: NDArray[np.int64], *,
    classes: int, mirror: bool,
) -> Lesson:  # fmt: skip
    """What training learns from, and what is watched meanwhile."""
    targets = torch.as_tensor(labels, dtype=torch.int64)
    balance = class_weights(targets[train], classes)
    return Lesson(numbers(seen[train]), targets[train], numbers(seen[held]), targets[held], classes, balance, mirror)


def scores_of(network: PictureNetwork, seen: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(n, D) scores in nats, in the network's own arithmetic."""
    network.eval()
    with torch.no_grad():
        return torch.cat([network(tensor(some)) for some in pieces(numbers(seen))]).double().numpy()


def numbers(seen: NDArray[np.uint8]) -> Tensor:
    """(n, H, W, 3) int8: the numbers of spec/image.md §4."""
    return torch.as_tensor(np.maximum(seen.astype(np.int16) - 128, -127).astype(np.int8))


def tensor(pictures: Tensor) -> Tensor:
    """(n, 3, H, W) as layers take them."""
    return pictures.float().permute(0, 3, 1, 2)
