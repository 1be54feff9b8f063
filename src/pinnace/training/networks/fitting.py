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
from pinnace.training.result import Epoch

RATE, RATE_LINEAR = 4e-3, 2e-4  # Adam's; a hybrid's linear part starts where it is good already
EPOCHS, EPOCHS_INTEGER = 6, 2
OBSERVED = 2_000  # texts that fix the steps of the integers
EPOCH_TEXTS = 8_000  # read in an epoch at least
EPOCH_POSITIONS = 12_000_000  # read in an epoch at most: bounds its time
THREADS = 1  # sums depend on their number: fixed, so that a seed gives the same bytes on any machine of a kind
SETTINGS = (RATE, RATE_LINEAR, EPOCHS, EPOCHS_INTEGER, OBSERVED, EPOCH_TEXTS, EPOCH_POSITIONS, THREADS)  # names a cache


@dataclass(frozen=True)
class Fitted:
    """A quantised network, its copy in real numbers, and after how many epochs learning stopped to help."""

    network: Network
    real: Network
    epochs: int
    curve: tuple[Epoch, ...] = ()


def fit(
    network: Network,
    lessons: Lessons,
    held: Lessons | None,
    *,
    seed: int,
    epochs: int = EPOCHS,
    integer_epochs: int = EPOCHS_INTEGER,
    within: Callable[[Network], None] = lambda network: None,
    advance: Callable[[], None] = lambda: None,
) -> Fitted:
    """Learn from `lessons`; with `held`, the epoch that does best on it counts (early stopping), else the last.

    Epochs are of at least EPOCH_TEXTS texts: small sets are read more than once in each. `within` makes a quantised
    network fit its bytes.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        return _fit(network, lessons, held, seed, epochs, integer_epochs, within, advance)
    finally:
        torch.set_num_threads(before)


def _fit(
    network: Network,
    lessons: Lessons,
    held: Lessons | None,
    seed: int,
    epochs: int,
    integer_epochs: int,
    within: Callable[[Network], None],
    advance: Callable[[], None],
) -> Fitted:
    torch.manual_seed(seed)
    random = np.random.default_rng([seed, 0xF17])
    best, best_loss, chosen = network, np.inf, epochs
    optimiser, plan = _optimiser(network, RATE), _Plan(epochs)
    curve: list[Epoch] = []
    for epoch in range(epochs):
        learned = _epoch(network, lessons, optimiser, plan, random)
        advance()
        if held is not None:
            scores = predict(network, held)
            loss = mean_loss(scores, held)
            curve.append(Epoch(epoch + 1, learned, loss, _accuracy(scores, held)))
            if loss < best_loss - 1e-5:
                best, best_loss, chosen = copy.deepcopy(network), loss, epoch + 1
            elif epoch + 1 >= chosen + 2:
                break
    real = copy.deepcopy(best if held is not None else network)
    made = copy.deepcopy(real)
    texts = random.permutation(len(lessons))[:OBSERVED]
    made.observe(lessons, texts)
    made.quantise()
    within(made)
    if any(isinstance(layer, Gru) for layer in made.body):
        integer_epochs = 0  # word by word it would take hours; the states are 16 bits wide and lose little
    optimiser, plan = _optimiser(made, RATE / 8), _Plan(integer_epochs)
    for _ in range(integer_epochs):
        _epoch(made, lessons, optimiser, plan, random)
        advance()
    made.eval()
    within(made)
    return Fitted(made, real, chosen, tuple(curve))


def mean_loss(scores: NDArray[np.float64], lessons: Lessons) -> float:
    """Weighted mean cross-entropy in nats."""
    losses, _ = cross_entropy(scores, lessons.targets)
    return float(np.average(losses, weights=lessons.weights))


def _accuracy(scores: NDArray[np.float64], lessons: Lessons) -> float:
    return float((predicted(scores) == predicted(lessons.targets - 0.5 * (scores.shape[1] == 1))).mean())


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
) -> float:
    """One pass; the mean loss while it learned."""
    network.train()
    again = -(-EPOCH_TEXTS // max(len(lessons), 1))
    texts = np.concatenate([random.permutation(len(lessons)) for _ in range(again)])
    seen = np.cumsum(lessons.lengths[texts])
    texts = texts[: max(1, int(np.searchsorted(seen, EPOCH_POSITIONS)))]
    done, lost = 0, 0.0
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
    plan.done += 1.0
    return lost / max(done, 1)
