"""Fitting a network: real numbers first, then the integers of the core with gradients passed straight through."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from pinnace.training.logistic import cross_entropy, predicted
from pinnace.training.networks.layers import Gru
from pinnace.training.networks.lessons import Lessons, batches
from pinnace.training.networks.network import Network, predict
from pinnace.training.networks.recipe import EPOCHS, EPOCHS_INTEGER
from pinnace.training.networks.threads import THREADS, fixed_threads
from pinnace.training.result import Epoch

RATE, RATE_LINEAR = 4e-3, 2e-4  # Adam's; a hybrid's linear part starts where it is good already
OBSERVED = 2_000  # texts that fix the steps of the integers
EPOCH_TEXTS = 8_000  # read in an epoch at least
EPOCH_POSITIONS = 4_000_000  # read in an epoch at most: bounds its time; of a large set an epoch is a part
SETTINGS = (RATE, RATE_LINEAR, OBSERVED, EPOCH_TEXTS, EPOCH_POSITIONS, THREADS)  # names a cache


@dataclass(frozen=True)
class Fitted:
    """A quantised network, its copy in real numbers, and after how many epochs of each learning stopped to help."""

    network: Network
    real: Network
    epochs: int
    integer_epochs: int
    curve: tuple[Epoch, ...] = ()


def fit(
    network: Network,
    lessons: Lessons,
    held: Lessons | None,
    *,
    seed: int,
    epochs: int = EPOCHS,
    integer_epochs: int = EPOCHS_INTEGER,
    stop: tuple[int, int] | None = None,
    within: Callable[[Network], None] = lambda network: None,
    advance: Callable[[], None] = lambda: None,
) -> Fitted:
    """Learn from `lessons` in real numbers, then in the integers that ship; `within` makes those fit their bytes.

    With `held`, the epoch of each that does best on it counts (early stopping), else the last. Of integers it is one at
    least: so few rows cannot tell what rounding alone loses. `stop` ends both earlier, at the rates that those epochs
    have. Epochs are of at least EPOCH_TEXTS texts: small sets are read more than once in each.
    """
    with fixed_threads():
        torch.manual_seed(seed)
        random = np.random.default_rng([seed, 0xF17])
        course = _Course(lessons, held, random, advance)
        real, done = course.learn(network, RATE, epochs, stop[0] if stop else epochs)
        made = copy.deepcopy(real)
        made.observe(lessons, random.permutation(len(lessons))[:OBSERVED])
        made.quantise()
        within(made)
        if any(isinstance(layer, Gru) for layer in made.body):
            integer_epochs = 0  # word by word it would take hours; its states of 16 bits lose little
        last = min(stop[1] if stop else integer_epochs, integer_epochs)
        made, integer_done = course.learn(made, RATE / 8, integer_epochs, last)
        made.eval()
        within(made)
        return Fitted(made, real, done, integer_done, tuple(course.curve))


class _Course:
    """What is learned from, what says when to stop, and what became of it epoch by epoch."""

    def __init__(
        self, lessons: Lessons, held: Lessons | None, random: np.random.Generator, advance: Callable[[], None]
    ) -> None:
        self.lessons, self.held, self.random, self.advance = lessons, held, random, advance
        self.curve: list[Epoch] = []

    def learn(self, network: Network, rate: float, epochs: int, stop: int) -> tuple[Network, int]:
        """(the network after its best epoch, which that was)."""
        optimiser, plan = _optimiser(network, rate), _Plan(epochs)
        best, least, chosen = network, np.inf, stop
        for epoch in range(1, stop + 1):
            loss, right = _epoch(network, self.lessons, optimiser, plan, self.random)
            self.advance()
            if self.held is None:
                continue
            scores = predict(network, self.held)
            held, share = mean_loss(scores, self.held), float(_right(scores, self.held.targets).mean())
            self.curve.append(Epoch(len(self.curve) + 1, loss, held, share, right, network.quantised))
            if held < least - 1e-5:
                best, least, chosen = copy.deepcopy(network), held, epoch
            elif epoch >= chosen + 2:
                break
        return best, chosen


def mean_loss(scores: NDArray[np.float64], lessons: Lessons) -> float:
    """Weighted mean cross-entropy in nats."""
    losses, _ = cross_entropy(scores, lessons.targets)
    return float(np.average(losses, weights=lessons.weights))


def _right(scores: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) whether the likeliest class of scores (n, D) is that of targets (n, D)."""
    return np.asarray(predicted(scores) == predicted(targets - 0.5 * (scores.shape[1] == 1)))


class _Plan:
    """The learning rate falls in a straight line to zero over all epochs."""

    def __init__(self, epochs: int) -> None:
        self.epochs, self.done = epochs, 0.0

    def factor(self, share: float) -> float:
        return max(1.0 - (self.done + share) / self.epochs, 0.02)


def _optimiser(network: Network, rate: float) -> torch.optim.Optimizer:
    linear = [] if network.linear is None else list(network.linear.parameters())
    known = {id(p) for p in linear}
    rest = [p for p in network.parameters() if id(p) not in known]
    groups = [{"params": rest, "lr": rate, "rate": rate}]
    if linear:
        groups.append({"params": linear, "lr": RATE_LINEAR, "rate": RATE_LINEAR * rate / RATE})
    return torch.optim.Adam(groups, betas=(0.9, 0.99))


def _epoch(
    network: Network, lessons: Lessons, optimiser: torch.optim.Optimizer, plan: _Plan, random: np.random.Generator
) -> tuple[float, float]:
    """One pass; the weighted mean loss and accuracy while it learned."""
    network.train()
    again = -(-EPOCH_TEXTS // max(len(lessons), 1))
    texts = np.concatenate([random.permutation(len(lessons)) for _ in range(again)])
    seen = np.cumsum(lessons.lengths[texts])
    texts = texts[: max(1, int(np.searchsorted(seen, EPOCH_POSITIONS)))]
    done, weight, lost, right = 0, 0.0, 0.0, 0.0
    for batch in batches(lessons, texts, random):
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * plan.factor(done / len(texts))
        scores = network(batch)
        targets = torch.as_tensor(batch.targets, device=scores.device).to(scores)
        weights = torch.as_tensor(batch.weights, device=scores.device).to(scores)
        if scores.shape[1] == 1:
            losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, targets, reduction="none")[:, 0]
        else:
            losses = torch.nn.functional.cross_entropy(scores, targets, reduction="none")
        loss = (losses * weights).sum() / len(weights)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        done += len(weights)
        lost += float(loss.detach()) * len(weights)
        weight += float(batch.weights.sum())
        right += float(_right(scores.detach().double().cpu().numpy(), batch.targets) @ batch.weights)
    plan.done += 1.0
    return lost / max(weight, 1e-12), right / max(weight, 1e-12)
