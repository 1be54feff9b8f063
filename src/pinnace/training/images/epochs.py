"""Epochs of one phase of training, in real numbers or in integers: a cycle of the rate, resumed where it stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch
from torch import Tensor

from pinnace.training.images.augmenting import flips, varied
from pinnace.training.images.checkpoint import Checkpoint
from pinnace.training.images.layers import SLOWLY
from pinnace.training.images.losses import losses, right, taught
from pinnace.training.images.mixing import mixed
from pinnace.training.images.network import PictureNetwork, pieces
from pinnace.training.images.recipe import Recipe
from pinnace.training.result import Epoch

RISING, RISEN = 0.2, 2.0  # a part of the epochs, and so many at most
LONGEST = 5.0  # of a gradient
FAST = 64.0  # times the rate of weights: the shifts of fast networks, as K. Jordan has them
OFTEN = 20.0  # seconds between checkpoints, at least


@dataclass(frozen=True)
class Lesson:
    """pictures (n, H, W, 3) int8 and targets (n,) to learn, others to watch; balance (C,) how much a class counts.

    mirror: whether a mirrored picture is one of the same; teacher: a network in real numbers to learn from as well
    """

    pictures: Tensor
    targets: Tensor
    held: Tensor
    held_targets: Tensor
    classes: int
    balance: Tensor
    mirror: bool
    teacher: PictureNetwork | None = None


@dataclass(frozen=True)
class Phase:
    """name "real" or "integer"; history grows by what was seen; real: the network before it was in integers."""

    name: str
    epochs: int
    seed: int
    history: list[Epoch]
    checkpoint: Checkpoint | None
    advance: Callable[[int], None]
    real: PictureNetwork | None = None


def learn(network: PictureNetwork, lesson: Lesson, recipe: Recipe, phase: Phase, state: dict[str, Any] | None) -> None:
    """The rate rises, stays, and falls to nothing, as in L. Smith, "Super-convergence" (2018).

    At rate zero it ends where averaging of weights, or stopping early, would. ``state``: of this phase's checkpoint.
    """
    random = torch.Generator().manual_seed(phase.seed)
    optimiser = optimiser_of(network, recipe, phase)
    if lesson.teacher is not None:
        lesson.teacher.to(network.device)
    lesson = replace(lesson, pictures=lesson.pictures.to(network.device))  # a GPU varies them faster than it gets them
    done = 0
    if state is not None:
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        random.set_state(state["random"])
        done = state["epoch"]
        phase.history[:] = [Epoch(**each) for each in state["history"]]
        phase.advance(len(phase.history))
    saved = time.monotonic()
    for epoch in range(done, phase.epochs):
        loss = one_epoch(network, lesson, recipe, phase, optimiser, random, epoch)
        phase.history.append(watched(network, lesson, len(phase.history) + 1, loss))
        if phase.checkpoint and time.monotonic() - saved > OFTEN:
            phase.checkpoint.save(snapshot(network, phase, optimiser, random, epoch + 1))
            saved = time.monotonic()
        phase.advance(1)


def optimiser_of(network: PictureNetwork, recipe: Recipe, phase: Phase) -> torch.optim.Optimizer:
    """Weights decay, biases and normalisation do not. ``part``: of the rate, what a group learns at."""
    scores = list(network.scores.parameters())
    rest = [p for p in network.parameters() if p.requires_grad and not any(p is mine for mine in scores)]
    fast = network.rung.fast and phase.name == "real"
    slowly = SLOWLY**2 if fast else 1.0  # as if they were multiplied by SLOWLY, which ones of usual size are
    groups = [
        {"params": [p for p in rest if p.dim() > 1], "part": 1.0},
        {"params": [p for p in rest if p.dim() == 1], "part": FAST if fast else 1.0, "weight_decay": 0.0},
        {"params": scores[:1], "part": slowly, "weight_decay": recipe.decay / slowly},
        {"params": scores[1:], "part": slowly, "weight_decay": 0.0},
    ]
    if phase.name == "integer":  # folded weights differ by orders of magnitude from layer to layer
        groups[2]["weight_decay"] = 0.0
        return torch.optim.AdamW(groups, lr=recipe.integer_rate, weight_decay=0.0)
    return torch.optim.SGD(groups, lr=recipe.rate, momentum=0.9, nesterov=True, weight_decay=recipe.decay)


def one_epoch(
    network: PictureNetwork, lesson: Lesson, recipe: Recipe, phase: Phase, optimiser: torch.optim.Optimizer,
    random: torch.Generator, epoch: int,
) -> float:  # fmt: skip
    """The mean loss in nats, of pictures as they were varied."""
    network.train()
    highest = recipe.integer_rate if phase.name == "integer" else recipe.rate
    batches = pieces(torch.randperm(len(lesson.pictures), generator=random), recipe.batch)
    flipped = flips(len(lesson.pictures), epoch, phase.seed) if lesson.mirror else None
    total = torch.zeros((), device=network.device)
    for i, batch in enumerate(batches):
        if len(batch) < 2 and len(batches) > 1:
            continue  # a single picture has no spread to normalise
        rate = highest * cycle(epoch + i / len(batches), phase.epochs, recipe.falling)
        for group in optimiser.param_groups:
            group["lr"] = rate * group["part"]
        seen = varied(
            lesson.pictures[batch].float(), random, flipped=None if flipped is None else flipped[batch],
            moved=recipe.moved, erased=recipe.erased, coloured=recipe.coloured,
        )  # fmt: skip
        targets = lesson.targets[batch].to(network.device)
        shares = [(1.0, targets)]
        if recipe.mixed:
            mix = mixed(seen, random, recipe.mixed)
            seen, shares = mix.pictures, [(mix.share, targets), (1 - mix.share, targets[mix.other])]
        loss = loss_of(network(seen), seen, shares, lesson, recipe)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST)
        optimiser.step()
        total += loss.detach() * len(batch)
    return float(total) / len(lesson.pictures)


def loss_of(
    scores: Tensor, pictures: Tensor, shares: list[tuple[float, Tensor]], lesson: Lesson, recipe: Recipe
) -> Tensor:
    """Of a batch, in nats; shares: how far each of some targets (B,) is true."""
    balance = lesson.balance.to(scores.device)
    each = [share * (losses(scores, t, recipe.smoothing) * balance[t]).mean() for share, t in shares]
    loss = torch.stack(each).sum()
    if lesson.teacher is None:
        return loss
    with torch.no_grad():
        teachers = lesson.teacher(pictures)
    return (1 - recipe.taught) * loss + recipe.taught * taught(scores, teachers).mean()


def cycle(epoch: float, epochs: int, falling: float) -> float:
    """The share of the highest rate after ``epoch`` of ``epochs``, of which it falls for the last part ``falling``."""
    rising = min(RISING * epochs, RISEN)
    return min(max(epoch / rising, 0.02), 1.0, (epochs - epoch) / (falling * epochs))


def watched(network: PictureNetwork, lesson: Lesson, number: int, loss: float) -> Epoch:
    """Loss and accuracy of the pictures held back."""
    network.eval()
    with torch.no_grad():
        held = [some.float().permute(0, 3, 1, 2).to(network.device) for some in pieces(lesson.held)]
        scores = torch.cat([network(some) for some in held]).cpu()
    return Epoch(
        number,
        loss,
        float(losses(scores, lesson.held_targets).mean()),
        float(right(scores, lesson.held_targets).float().mean()),
    )


def snapshot(
    network: PictureNetwork, phase: Phase, optimiser: torch.optim.Optimizer, random: torch.Generator, epoch: int
) -> dict[str, Any]:
    """All that the rest of the run depends on."""
    return {
        "phase": phase.name,
        "epoch": epoch,
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "random": random.get_state(),
        "history": [asdict(each) for each in phase.history],
        "real": phase.real.state_dict() if phase.real else None,
        "levels": network.stem.levels,
    }
