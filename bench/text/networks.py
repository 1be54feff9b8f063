"""Networks against linear rungs and a GRU of the same size on IMDB: what `pinnace train --compare` trains.

Every rung is trained on the same part of the training set and answers the test set once, by its package in the core.
Nothing is chosen on the test set. CPU s: of the process while that rung was trained. ms: median of 200 test texts, one
thread, all rungs after each other at the end.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from bench import datasets, interval
from bench.report import Report
from pinnace.data import Dataset
from pinnace.data.reporting import DataReport
from pinnace.runtime import Package
from pinnace.training import train_text
from pinnace.training.latency import milliseconds
from pinnace.training.networks.recipe import COMPARED
from pinnace.training.result import Rung

POINTS, TIMES = 0.0, 5.0  # bar: the best convolution is not below the GRU, and so many times as fast


class Clock:
    """Processor time of each rung, heard from training."""

    def __init__(self) -> None:
        self.last, self.seconds = time.process_time(), dict[str, float]()

    def report(self, report: DataReport) -> None:
        pass

    def stage(self, name: str, total: int | None = None) -> None:
        print(f"{time.process_time():8.0f} s  {name}", flush=True)
        self.last = time.process_time()

    def advance(self, steps: int = 1) -> None:
        pass

    def rung(self, row: Mapping[str, Any]) -> None:
        now = time.process_time()
        self.seconds[row["rung"]], self.last = now - self.last, now
        figures = f"{row['bytes']:,} bytes, {row['validation_accuracy']:.2%} of the validation rows"
        print(f"{now:8.0f} s  {row['rung']}: {figures}, {row['milliseconds']:.3f} ms", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 1,200 reviews")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--rows", type=int, default=25_000, help="training reviews")
    parser.add_argument("--unlabelled", action="store_true", help="our own teacher labels more reviews for every rung")
    parser.add_argument("--kinds", nargs="+", choices=COMPARED, default=list(COMPARED))
    parser.add_argument("--size", type=int, default=32_500, help="bytes of the largest package of each kind")
    args = parser.parse_args()
    rows = 1_200 if args.quick else args.rows
    train, test = datasets.load("imdb", "train").slice(rows), datasets.load("imdb", "test")
    more = datasets.unlabelled("imdb", train.texts + test.texts) if args.unlabelled else []
    if args.quick:
        test = test.slice(1_000)
    report = Report(
        "networks-unlabelled" if args.unlabelled else "networks",
        f"Kinds of rungs on IMDB, {rows:,} reviews, at most {args.size / 1000:g} KB",
        quick=args.quick,
        command=f"text/networks --rows {rows} --size {args.size}"
        + f" --kinds {' '.join(args.kinds)}"
        + (" --unlabelled" if args.unlabelled else ""),
        notes=(
            f"Test set: n = {len(test):,}. ± is the 95 % interval that its size allows; seeds: {args.seeds}.",
            "Rungs of the split run: a fifth of the reviews chose, and trained nothing.",
            "real: the same model in real numbers, on the validation rows; lost: points from there to the package.",
            "CPU s and ms on a machine shared with other work.",
        ),
    )
    classes = tuple(sorted(set(train.labels)))
    place = {label: i for i, label in enumerate(classes)}
    truth = np.array([place[label] for label in test.labels])
    dataset = Dataset(train.texts, np.array([place[label] for label in train.labels], np.int32), classes)
    right: dict[str, list[np.ndarray]] = {}
    first: dict[str, tuple[Rung, bytes, float]] = {}
    for seed in range(args.seeds):
        clock = Clock()
        result = train_text(
            dataset,
            unlabelled=more,
            max_size=args.size,
            networks=args.kinds,
            seed=seed,
            curve=False,
            progress=clock,
            finish=False,
        )
        for rung in result.ladder:
            package = result.packages[rung.rung]
            right.setdefault(rung.rung, []).append(Package(package).predict(test.texts).indices == truth)
            first.setdefault(rung.rung, (rung, package, clock.seconds.get(rung.rung, 0.0)))
        report.facts.setdefault("verdicts", []).append(result.verdict)
    taken = {name: milliseconds(Package(package), test.texts) for name, (_, package, _) in first.items()}
    for name, (rung, package, seconds) in first.items():
        found = interval.of_seeds([float(r.mean()) for r in right[name]], len(test))
        report.add(
            rung=name,
            parameters=f"{rung.parameters:,}",
            KB=f"{len(package) / 1000:.1f}",
            test=f"{found['mean']:.2%} ± {(found['high'] - found['low']) * 50:.2f}",
            validation=f"{rung.validation_accuracy:.2%}",
            lost=f"{100 * (rung.float_accuracy - rung.validation_accuracy):+.2f}",
            ms=f"{taken[name]:.3f}",
            **{"CPU s": f"{seconds:.0f}"},
        )
    report.notes += [_bar(right, first, taken), *report.facts["verdicts"]]
    report.finish()


def _bar(
    right: dict[str, list[np.ndarray]], first: dict[str, tuple[Rung, bytes, float]], taken: dict[str, float]
) -> str:
    """The best convolution (by validation) against the GRU."""
    convolutions = [name for name, (rung, _, _) in first.items() if rung.kind in ("conv", "conv2")]
    recurrent = next((name for name, (rung, _, _) in first.items() if rung.kind == "gru"), None)
    if not convolutions or recurrent is None:
        return "Bar: not measured, for a kind is missing."
    best = max(convolutions, key=lambda name: first[name][0].validation_accuracy)
    ours, theirs = np.concatenate(right[best]), np.concatenate(right[recurrent])
    gain, error = 100 * float(ours.mean() - theirs.mean()), 200 * interval.of_difference(ours, theirs)
    times = taken[recurrent] / taken[best]
    met = gain >= POINTS and times >= TIMES
    return (
        f"Bar: {best} against {recurrent}: {gain:+.2f} ± {error:.2f} points, {times:.1f} times as fast "
        f"(not below, {TIMES:g} times): {'met' if met else 'missed'}."
    )


if __name__ == "__main__":
    main()
