"""Updates from more data: how much of a package changes with `--warm-start`, and how much when trained from scratch.

A package is trained on nine tenths of a training set, then the whole set gives two successors of about the same size.
A difference is what a release would send: per tensor the wrapping subtraction of the old from the new, deflated. The
sparse tensor is subtracted as the row of codes of all 2^bits buckets, 0 where none is kept.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench import datasets, interval, ours
from bench.report import Report
from pinnace.training.model import SparseLinear
from pinnace.training.warm_start import read_model

SHARE = 0.9  # of the training set that the first package is trained on


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 1,000 texts")
    parser.add_argument("--set", default="imdb", choices=("imdb", "mr", "agnews10k"))
    parser.add_argument("--size", default="8.7KB", help="of the packages")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    train, test = datasets.load(args.set, "train"), datasets.load(args.set, "test")
    if args.quick:
        train, test = train.slice(1_000), test.slice(1_000)
    some = train.slice(int(SHARE * len(train)))
    report = Report(
        "warm_start",
        f"Updates of a package of {args.size} on {args.set} when a tenth of the data is new",
        quick=args.quick,
        notes=(
            "rows changed: of the rows of either package, those that the other has not or has otherwise.",
            "levels changed: of the numbers that the levels of the weights are, those that are new.",
            f"Test set: n = {len(test):,}; ± is the 95 % interval of the mean that its size allows. Mean of the seeds.",
        ),
        command=f"text/warm_start --set {args.set} --size {args.size} --seeds {args.seeds}",
    )
    found: dict[str, list[list[float]]] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        first = datasets.write_csv(folder / "first.csv", some.texts, some.labels)
        whole = datasets.write_csv(folder / "whole.csv", train.texts, train.labels)
        for seed in range(1 if args.quick else args.seeds):
            before, took = ours.train(first, folder / f"first-{seed}", max_size=args.size, seed=seed)
            old = read_model(before)
            found.setdefault("the package before", []).append([took.cpu_seconds, ours.accuracy(before, test)])
            for kind, start in (("from scratch", None), ("--warm-start", before)):
                out = folder / f"{kind.strip('-')}-{seed}"
                package, took = ours.train(whole, out, max_size=args.size, seed=seed, warm_start=start)
                facts = [took.cpu_seconds, ours.accuracy(package, test), *differences(old, read_model(package))]
                found.setdefault(kind, []).append([*facts, ours.shipped_bytes(package)])
    for kind, runs in found.items():
        cpu, accuracy, *rest = np.mean(runs, axis=0)
        between = interval.of_seeds([run[1] for run in runs], len(test))
        cells = {"accuracy": f"{accuracy:.2%} ± {(between['high'] - between['low']) * 50:.2f}", "CPU s": f"{cpu:.0f}"}
        if rest:
            rows, levels, delta, size = rest
            cells |= {"rows changed": f"{rows:.1%}", "levels changed": f"{levels:.1%}"}
            cells |= {"difference": f"{delta:,.0f} bytes", "package": f"{size:,.0f} bytes"}
        report.add(trained=kind, **cells)
    report.facts["runs"] = found
    report.finish()


def differences(old: SparseLinear, new: SparseLinear) -> tuple[float, float, int]:
    """(share of rows changed, share of levels that are new, bytes of the difference)."""
    a, b = rows(old), rows(new)
    every = a.keys() | b.keys()
    changed = sum(a.get(key) != b.get(key) for key in every) / max(len(every), 1)
    fresh = float(np.mean(~np.isin(new.levels, old.levels)))
    if old.bits != new.bits:  # nothing to subtract from: all of it is sent
        packed = zlib.compress(dense(new).tobytes(), 9)
    else:
        packed = zlib.compress((dense(new) - dense(old)).tobytes(), 9)
    return changed, fresh, len(packed) + len(zlib.compress(new.levels.tobytes() + new.bias.tobytes(), 9))


def rows(model: SparseLinear) -> dict[int, tuple[int, ...]]:
    weights = model.levels[model.codes].tolist()
    return {int(bucket): tuple(row) for bucket, row in zip(model.buckets, weights, strict=True)}


def dense(model: SparseLinear) -> np.ndarray:
    """(2^bits, D) uint8: 1 + code of each kept bucket, 0 of the others."""
    codes = np.zeros((1 << model.bits, model.codes.shape[1]), np.uint8)
    codes[model.buckets] = model.codes + 1
    return codes


if __name__ == "__main__":
    main()
