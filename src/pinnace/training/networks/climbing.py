"""The network rungs of the ladder: which are started, in which order, and when climbing ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinnace.training.ladder import SMALLEST_GAIN, Held, Judged, Wishes, choose, difference, timed, worth_it
from pinnace.training.lessons import Texts
from pinnace.training.networks.course import apart
from pinnace.training.networks.judging import judge_network
from pinnace.training.networks.keys import like
from pinnace.training.networks.probe import Finding, probe
from pinnace.training.networks.recipe import plan
from pinnace.training.progress import Progress
from pinnace.training.teacher.cache import Cache


@dataclass(frozen=True)
class Climbed:
    """Network rungs that were trained, and what the probe found (None when all are trained anyway)."""

    rungs: list[Judged]
    finding: Finding | None


def climb_networks(
    linear: Sequence[Judged],
    held: Held,
    texts: Texts,
    rows: NDArray[np.int64],
    classes: tuple[str, ...],
    seed: int,
    wishes: Wishes,
    cache: Cache,
    progress: Progress,
    *,
    compare: Sequence[str],
) -> Climbed:
    """Networks of the largest linear rung's size, as far as a probe says that they can pay; or the kinds `compare`.

    held: a trial on the labelled `rows`, and those that it did not see.
    """
    best = choose(linear, wishes)
    reading = like(held.trial.material.features)
    limit = wishes.max_size or best.rung.bytes
    finding = None
    if not compare:
        progress.stage("probing whether a network could pay")
        finding = probe(held, texts, rows, len(classes), seed)
    rungs: list[Judged] = []
    kinds = compare or _kinds(finding)
    if kinds:
        course, stopping = apart(held.trial, texts, rows, seed)
    for kind in kinds:
        net = plan(kind, limit, len(classes) if len(classes) > 2 else 1, reading)
        if net is None:
            continue
        if kind == "conv2" and not compare and not worth_it(best, rungs[-1]):
            continue  # a second layer on one that gains nothing
        progress.stage(f"training {net.name}", net.epochs + net.integer_epochs)
        judged = timed(judge_network(net, held, course, stopping, classes, seed, cache, progress.advance), held.texts)
        progress.rung(judged.rung.row())
        rungs.append(judged)
        if not compare and (wishes.content(judged) or nothing_left(judged)):
            break
    return Climbed(rungs, finding)


def nothing_left(judged: Judged) -> bool:
    """Whether what is still wrong is too little to be told from chance."""
    wrong = 1.0 - judged.rung.validation_accuracy
    return wrong <= max(SMALLEST_GAIN, (wrong / max(len(judged.right), 1)) ** 0.5)


def _kinds(finding: Finding | None) -> list[str]:
    alone = ["bag", "conv", "conv2"] if finding and finding.alone_pays else []
    return alone + (["hybrid"] if finding and finding.beside_pays else [])


def verdict(linear: Sequence[Judged], climbed: Climbed, chosen: Judged) -> str:
    """Who won and by how much, in sentences."""
    said = []
    if climbed.finding is not None and not climbed.rungs:
        said.append(f"No network was trained: {climbed.finding}.")
    elif climbed.finding is not None:
        said.append(f"The probe: {climbed.finding}.")
    best = max(linear, key=lambda judged: judged.rung.validation_accuracy)
    for judged in climbed.rungs:
        rival = min(linear, key=lambda other: abs(other.rung.bytes - judged.rung.bytes))
        gain, error = difference(judged, rival)
        times = judged.rung.milliseconds / max(rival.rung.milliseconds, 1e-6)
        said.append(
            f"{judged.rung.rung} is right on {judged.rung.validation_accuracy:.2%}, {rival.rung.rung} on "
            f"{rival.rung.validation_accuracy:.2%} ({100 * gain:+.2f} ± {100 * error:.2f} points), in "
            f"{times:.1f} times the time."
        )
    if climbed.rungs:
        winner = "a network" if chosen.rung.kind != "linear" else "a linear rung"
        said.append(f"Chosen: {winner}, {chosen.rung.rung}; the best linear one is {best.rung.rung}.")
    return " ".join(said)
