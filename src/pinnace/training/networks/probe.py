"""Is a network worth its minutes? A small one is trained on a few texts and asked two cheap questions.

Beside: does it explain some of what a linear model gets wrong? It learns to add to scores that a linear model gives to
texts which that did not train on. Alone: is it about as good as a linear model of the same few texts?
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import logit

from pinnace.training.buckets import GOLDEN, bits_for, bucket_of, bucket_rows
from pinnace.training.device import device
from pinnace.training.ladder import Held
from pinnace.training.lessons import Texts
from pinnace.training.log_count_ratio import log_count_ratio
from pinnace.training.logistic import cross_entropy, fit, one_hot
from pinnace.training.networks.fitting import fit as fit_network
from pinnace.training.networks.keys import Reading, choose
from pinnace.training.networks.lessons import lessons
from pinnace.training.networks.network import predict
from pinnace.training.networks.reading import read
from pinnace.training.networks.recipe import Shape
from pinnace.training.networks.shapes import build
from pinnace.training.rows import select
from pinnace.training.suspects import out_of_fold

TEXTS, JUDGES = 5_000, 2_000  # labelled rows that it learns from and is judged on
KEPT = 3_000  # n-grams of the linear model
SHAPE = Shape("conv", 8, 16, 2_000, Reading(head=96, tail=32))
EPOCHS = 3
SCALES = (0.25, 0.5, 1.0)  # of what the network adds: chosen on one half of the judges, judged on the other
SMALLEST = 0.002  # nats of loss that are worth a rung
FALLS_BEHIND = 2.0  # standard errors by which a network alone may be worse


@dataclass(frozen=True)
class Finding:
    """Mean losses saved (nats, negative: lost) by a network beside a linear model and in place of one, with errors."""

    beside: float
    beside_error: float
    alone: float
    alone_error: float

    @property
    def beside_pays(self) -> bool:
        return self.beside > max(SMALLEST, self.beside_error)

    @property
    def alone_pays(self) -> bool:
        return self.alone > -FALLS_BEHIND * self.alone_error

    def __str__(self) -> str:
        return (
            f"on {TEXTS:,} texts at most, a small network saves {self.beside:+.4f} ± {self.beside_error:.4f} nat "
            f"beside a linear model, {self.alone:+.4f} ± {self.alone_error:.4f} in its place"
        )


def probe(held: Held, labelled: Texts, inside: NDArray[np.int64], classes: int, seed: int) -> Finding:
    """Train both small networks on some of the labelled texts `inside`, and compare them on held-out rows."""
    random = np.random.default_rng([seed, 0x9B])
    rows = np.sort(random.permutation(inside)[:TEXTS])
    judges = np.sort(random.permutation(len(held.labels))[:JUDGES])
    labels = held.trial.material.labels[rows]
    given, theirs = one_hot(labels, classes), one_hot(held.labels[judges], classes)
    ones = np.ones(len(rows))

    bits = bits_for(KEPT)
    ranking = held.trial.ranking
    buckets = np.unique(bucket_of(ranking.ids[ranking.order[:KEPT]], bits, GOLDEN))
    seen = bucket_rows(select(held.trial.material.labelled, rows), bits, GOLDEN, buckets)
    unseen = bucket_rows(select(held.grams, judges), bits, GOLDEN, buckets)
    linear = fit(seen, given, ones, log_count_ratio(seen, given, ones)).scores(unseen)
    folds = _scores(out_of_fold(seen, given, seed))

    reading = replace(SHAPE.reading, chars=held.trial.material.features.chars)
    texts, others = read([labelled.labelled[i] for i in rows], reading), read([held.texts[i] for i in judges], reading)
    keys = choose(texts, reading, SHAPE.kept, ranking)
    shape = replace(SHAPE, kept=len(keys.kept))

    def added(known: NDArray[np.float64] | None) -> NDArray[np.float64]:
        torch.manual_seed(seed)
        network = build(shape, keys, given.shape[1]).to(device())
        made = fit_network(
            network, lessons(texts, keys, given, ones, None, known), None, seed=seed, epochs=EPOCHS, integer_epochs=0
        )
        return predict(made.real, lessons(others, keys, theirs, np.ones(len(judges))))

    half = np.arange(len(judges)) % 2 == 0
    without, _ = cross_entropy(linear, theirs)
    more = added(folds)
    losses = [cross_entropy(linear + scale * more, theirs)[0] for scale in SCALES]
    best = min(losses, key=lambda loss: float(loss[half].mean()))
    alone, _ = cross_entropy(added(None), theirs)
    return Finding(*_gain(without[~half], best[~half]), *_gain(without, alone))


def _gain(before: NDArray[np.float64], after: NDArray[np.float64]) -> tuple[float, float]:
    saved = before - after
    return float(saved.mean()), float(saved.std() / np.sqrt(max(len(saved), 1)))


def _scores(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(logit(clipped) if chances.shape[1] == 1 else np.log(clipped))
