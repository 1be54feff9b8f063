"""Networks against linear rungs and a GRU of the same size on IMDB: what `pinnace train --compare` trains.

Every rung is trained on the same part of the training set and answers the test set once, by its package in the core.
Nothing is chosen on the test set. float: the network in real numbers, before it became integers, on the same reviews.
CPU s: of the process while that rung was trained. ms: median of 200 test texts, one thread, in rounds of all rungs at
the end. What is finished lies in --cache: an interrupted run goes on from there, and one with nothing left to train
measures the times alone.
"""

from __future__ import annotations

import argparse
import pickle
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import datasets, interval
from bench.report import Report
from pinnace.data import Dataset
from pinnace.runtime import Package
from pinnace.training import Features, train_text
from pinnace.training.ladder import hold
from pinnace.training.latency import milliseconds
from pinnace.training.logistic import predicted
from pinnace.training.networks.course import apart
from pinnace.training.networks.judging import parameters, train
from pinnace.training.networks.keys import like
from pinnace.training.networks.recipe import COMPARED, plan
from pinnace.training.progress import Silence
from pinnace.training.school import enrol
from pinnace.training.splits import split_rows
from pinnace.training.teacher import Cache
from pinnace.training.trial import material, prepare

POINTS, TIMES = 0.0, 5.0  # bar: the best convolution is not below the GRU, and so many times as fast
CONVOLUTIONS = {"alone": ("conv", "conv2"), "beside the linear score": ("hybrid",)}
ROUNDS = 7
LOST = 0.2  # bar: points from the network in real numbers to the package


@dataclass(frozen=True)
class Found:
    """One rung of one seed: which test reviews (n,) its package answered rightly, and the network in real numbers."""

    rung: str
    kind: str
    package: bytes
    parameters: int
    right: np.ndarray
    right_float: np.ndarray | None
    validation: float
    seconds: float
    epochs: tuple[int, int] = (0, 0)


class Lines(Silence):
    """Says what is being done, and when."""

    def stage(self, name: str, total: int | None = None) -> None:
        print(f"{time.process_time():8.0f} s  {name}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 1,200 reviews")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--rows", type=int, default=25_000, help="training reviews")
    parser.add_argument("--unlabelled", action="store_true", help="our own teacher labels more reviews for every rung")
    parser.add_argument("--kinds", nargs="+", choices=COMPARED, default=list(COMPARED))
    parser.add_argument("--size", type=int, default=32_500, help="bytes of the largest package of each kind")
    parser.add_argument("--cache", type=Path, help="folder for finished rungs")
    args = parser.parse_args()
    rows = 1_200 if args.quick else args.rows
    train_texts, test = datasets.load("imdb", "train").slice(rows), datasets.load("imdb", "test")
    more = datasets.unlabelled("imdb", train_texts.texts + test.texts) if args.unlabelled else []
    test = test.slice(1_000 if args.quick else len(test))
    report = Report(
        "networks-unlabelled" if args.unlabelled else "networks",
        f"Kinds of rungs on IMDB, {rows:,} reviews, at most {args.size / 1000:g} KB",
        quick=args.quick,
        command=f"text/networks --rows {rows} --size {args.size} --seeds {args.seeds}"
        + f" --kinds {' '.join(args.kinds)}"
        + (" --unlabelled" if args.unlabelled else ""),
        notes=(
            f"Test set: n = {len(test):,}. ± is the 95 % interval that its size allows; seeds: {args.seeds}.",
            "Rungs of the split run: a fifth of the reviews chose, and trained nothing.",
            "float: the same network in real numbers, on the test reviews; lost: points from there to the package, "
            "± its 95 % interval. epochs: in real numbers + in integers, found on a tenth of the reviews.",
            f"ms: text in, answer out, one thread; median of 200 test reviews, {ROUNDS} interleaved rounds.",
            "GRU and convolutions have the same words and pairs of words in their tables, the same positions, the same "
            "start from the linear model's weights (not the hybrid, which has its scores), the same targets (labels "
            "only) and the same bytes.",
            "CPU s on a machine shared with other work.",
        ),
    )
    classes, labels = np.unique(train_texts.labels, return_inverse=True)
    dataset = Dataset(train_texts.texts, labels.astype(np.int32), tuple(map(str, classes)))
    truth = np.searchsorted(classes, test.labels)
    found = [
        each for seed in range(args.seeds) for each in of_seed(dataset, more, test.texts, truth, args, seed, args.cache)
    ]
    rungs = list(dict.fromkeys(each.rung for each in found))
    first = {rung: next(each for each in found if each.rung == rung) for rung in rungs}
    taken = timed({rung: Package(first[rung].package) for rung in rungs}, test.texts)
    for rung in sorted(rungs, key=lambda rung: len(first[rung].package)):
        report.add(**row([each for each in found if each.rung == rung], taken[rung], len(test)))
    report.notes += against_gru(found, taken) + lost(found)
    report.finish()


def of_seed(
    dataset: Dataset,
    more: list[str],
    test: list[str],
    truth: np.ndarray,
    args: argparse.Namespace,
    seed: int,
    folder: Path | None,
) -> list[Found]:
    """The linear rungs, then each kind of network on the split and the features that those settled on."""
    teacher, stages, lines = "self" if more else "none", Cache(folder), Lines()
    linear = train_text(
        dataset,
        unlabelled=more,
        teacher=teacher,  # type: ignore[arg-type]
        max_size=args.size,
        seed=seed,
        curve=False,
        finish=False,
        progress=lines,
        cache=stages,
    )
    found = []
    for rung in linear.ladder:
        package = linear.packages[rung.rung]
        right = Package(package).predict(test).indices == truth
        measured = (right, None, rung.validation_accuracy, rung.seconds)
        found.append(Found(rung.rung, rung.kind, package, rung.parameters, *measured))
    splits = split_rows(dataset, seed)
    school = enrol(dataset, more, splits, teacher, seed=seed, progress=lines, cache=stages)  # type: ignore[arg-type]
    features = Features(linear.settings["words"], linear.settings["chars"])
    whole = material(features, school.texts, school.labels, len(dataset.classes))
    inside, outside = splits[0]
    held = hold(prepare(whole, inside, linear.settings["strength"], school.lessons(0)), outside, school.texts.labelled)
    course, stopping = apart(held.trial, school.texts, inside, seed)
    for kind in args.kinds:
        net = plan(kind, args.size, 1, like(features))
        if net is None:
            continue

        def trained(net=net, kind=kind) -> np.ndarray:  # type: ignore[no-untyped-def]
            lines.stage(f"training {net.name}, seed {seed}")
            began = time.process_time()
            made = train(net, held, course, stopping, dataset.classes, seed, lambda: print(".", end="", flush=True))
            seconds = time.process_time() - began
            package, fitted = Package(made.package), made.made.fitted
            of_held = float((package.predict(held.texts).indices == held.labels).mean())
            each = Found(
                net.name,
                kind,
                made.package,
                parameters(fitted.network),
                package.predict(test).indices == truth,
                predicted(made.real(test)) == truth,
                of_held,
                seconds,
                (fitted.epochs, fitted.integer_epochs),
            )
            print(f"\n{each.rung}: {of_held:.2%} of the validation rows, {seconds:.0f} s, {fitted.curve}", flush=True)
            return np.frombuffer(pickle.dumps(each), np.uint8)

        found.append(pickle.loads(stages.array(f"{net.name}-{len(dataset)}-{seed}", trained).tobytes()))
    return found


def timed(packages: dict[str, Package], texts: list[str]) -> dict[str, float]:
    """Milliseconds of each: the median of ROUNDS rounds, in each of which every package has its turn."""
    rounds = [{rung: milliseconds(package, texts) for rung, package in packages.items()} for _ in range(ROUNDS)]
    return {rung: float(np.median([each[rung] for each in rounds])) for rung in packages}


def row(seeds: list[Found], taken: float, n: int) -> dict[str, str]:
    """One line of the table: a rung of all seeds, parameters and bytes of the first."""
    first, cells = seeds[0], interval.of_seeds([float(each.right.mean()) for each in seeds], n)
    shown = {
        "rung": first.rung,
        "parameters": f"{first.parameters:,}",
        "KB": f"{len(first.package) / 1000:.1f}",
        "test": f"{cells['mean']:.2%} ± {(cells['high'] - cells['low']) * 50:.2f}",
        "validation": f"{np.mean([each.validation for each in seeds]):.2%}",
        "ms": f"{taken:.3f}",
        "CPU s": f"{np.mean([each.seconds for each in seeds]):.0f}",
    }
    if first.right_float is not None:
        points, error = loss_of(seeds)
        shown["float"] = f"{np.mean([each.right_float for each in seeds]):.2%}"
        shown["lost"] = f"{points:+.2f} ± {1.96 * error:.2f}"
        shown["epochs"] = ", ".join(f"{real} + {integer}" for real, integer in (each.epochs for each in seeds))
    return shown


def loss_of(seeds: list[Found]) -> tuple[float, float]:
    """(points that the packages lost against their networks in real numbers, standard error)."""
    floats = np.concatenate([each.right_float for each in seeds if each.right_float is not None])
    packages = np.concatenate([each.right for each in seeds])
    return 100 * float(floats.mean() - packages.mean()), 100 * interval.of_difference(floats, packages)


def against_gru(found: list[Found], taken: dict[str, float]) -> list[str]:
    """The best of each kind of convolution (by validation) against the GRU."""
    recurrent = next((each.rung for each in found if each.kind == "gru"), None)
    said = []
    for how, kinds in CONVOLUTIONS.items():
        rungs = sorted({each.rung for each in found if each.kind in kinds})
        if not rungs or recurrent is None:
            said.append(f"Bar: a convolution {how} is not measured, for a kind is missing.")
            continue
        best = max(rungs, key=lambda rung: np.mean([each.validation for each in found if each.rung == rung]))
        ours, theirs = (np.concatenate([each.right for each in found if each.rung == it]) for it in (best, recurrent))
        gain, error = 100 * float(ours.mean() - theirs.mean()), 196 * interval.of_difference(ours, theirs)
        times = taken[recurrent] / taken[best]
        met = gain >= POINTS and times >= TIMES
        said.append(
            f"Bar: {best}, a convolution {how}, against {recurrent}: {gain:+.2f} ± {error:.2f} points, "
            f"{times:.1f} times as fast (not below, {TIMES:g} times): {'met' if met else 'missed'}."
        )
    return said


def lost(found: list[Found]) -> list[str]:
    """The worst of the networks against the bar of what packaging may lose."""
    kinds = {each.rung for each in found if each.right_float is not None}
    losses = {rung: loss_of([each for each in found if each.rung == rung])[0] for rung in kinds}
    if not losses:
        return []
    worst = max(losses, key=lambda rung: losses[rung])
    met = "met" if losses[worst] <= LOST else "missed"
    return [f"Bar: packaging loses {losses[worst]:+.2f} points at most ({worst}; at most {LOST:g}): {met}."]


if __name__ == "__main__":
    main()
