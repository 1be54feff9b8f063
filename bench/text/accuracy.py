"""Accuracy by package size on IMDB: `pinnace train --max-size`, several seeds, then `Package.predict` on the test set.

Nothing here chooses anything: training chooses on a split of the training set, the test set is predicted once per
package. With `--unlabelled` training also gets the unlabelled reviews, without those that equal a training or a test
text: a teacher is trained first, once per seed, and all sizes learn from it through `--cache`. The same packages answer
the first 100 and the first 30 words of every review: what a typing box sends.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import numpy as np

from bench import child, datasets, interval, ours
from bench.datasets import Texts
from bench.peers import fasttext, tfidf
from bench.report import Report
from pinnace.runtime import Package

BARS = {  # points; the labelled ones may be missed by 0.1 for seed noise
    ("labels", "8.7KB"): 90.4,
    ("labels", "16.5KB"): 91.0,
    ("labels", "32.5KB"): 91.3,
    ("labels", "100KB"): 91.6,
    ("labels", "1MB"): 91.9,
    ("unlabelled", "4.6KB"): 91.0,
    ("unlabelled", "8.7KB"): 91.5,
    ("unlabelled", "16.5KB"): 91.8,
    ("unlabelled", "32.5KB"): 92.0,
    ("unlabelled", "100KB"): 92.4,
    ("unlabelled", "1MB"): 92.7,
}
ROOT = Path(__file__).resolve().parents[2]
SHORT = (100, 30)  # first words
COLUMNS = ("whole", *(f"first {n} words" for n in SHORT))
KEPT = (None, 5_000, 1_000)  # n-grams of TF-IDF
CUTOFFS = (20_000, 3_000, fasttext.CUTOFF)  # entries of fastText's table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 1,000 reviews")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--only", choices=("labels", "unlabelled", "peers"), help="a third of it, kept under its own name"
    )
    parser.add_argument("--sizes", nargs="+", metavar="SIZE", help="these sizes only, under a name of their own")
    parser.add_argument("--cache", type=Path, help="folder for teachers and figures, so that a second run finds them")
    args = parser.parse_args()
    train, test = datasets.load("imdb", "train"), datasets.load("imdb", "test")
    more = datasets.unlabelled("imdb", train.texts + test.texts)
    if args.quick:
        train, test, more = train.slice(1_000), test.slice(1_000), more[:1_000]
    wanted = [key for key in BARS if args.only in (None, key[0]) and key[1] in (args.sizes or (key[1],))]
    seeds = range(1 if args.quick else args.seeds)
    sizes = ["--sizes", *args.sizes] if args.sizes else []
    report = Report(
        "-".join(["accuracy", *filter(None, [args.only]), *sizes[1:]]),
        "Accuracy on IMDB by size of the file",
        quick=args.quick,
        command=" ".join(["text/accuracy", *(f"--only {each}" for each in [args.only] if each), *sizes]),
        notes=(
            "Bar of short input, at no more than 16.5 KB: 85.1 % on the first 100 words and 75.4 % on the first 30.",
            "CPU s of a package do not hold the teacher's, which is trained once for all sizes of a seed.",
            f"Test set: n = {len(test):,}. ± is the 95 % interval of the mean that the size of the test set allows.",
            "KB: the file that ships, the largest of the seeds. CPU s: their mean. Seeds: on whole reviews.",
            f"{len(seeds)} seeds." if len(seeds) > 1 else "One seed only.",
            f"unlabelled: {len(more):,} more reviews, those equal to a training or test text dropped.",
            f"fastText: {fasttext.SETTINGS}, prepared and quantised (after 5 epochs) as its repository's example does.",
            tfidf.NOTE,
        ),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
        extra = datasets.write_csv(folder / "unlabelled.csv", more)
        caches = [(args.cache or folder) / f"teacher-{seed}" for seed in seeds]
        if any(kind == "unlabelled" for kind, _ in wanted):
            teacher(report, caches, data, extra, test)
            report.save()
        for kind, size in wanted:
            measure(report, (kind, size), data, extra, folder, test, caches)
            report.save()
        if args.only in (None, "peers"):
            peers(report, train, test, folder)
    report.finish()


def teacher(report: Report, caches: Sequence[Path], data: Path, extra: Path, test: Texts) -> None:
    """One row: the teacher of each seed, in a process of its own that leaves its lessons in the seed's cache."""
    with TemporaryDirectory() as name:
        texts = datasets.write_csv(Path(name) / "test.csv", test.texts, test.labels)
        runs = []
        for seed, cache in enumerate(caches):
            measured = cache / "measured.json"  # of a run before, which kept its teachers with --cache
            if not measured.exists():
                paths = [str(path) for path in (data, extra, texts, cache)]
                finished = child.run([sys.executable, "-m", "bench.text._teacher", *paths, str(seed)], cwd=ROOT)
                facts = {"cpu_seconds": finished.cpu_seconds, "seconds": finished.seconds}
                facts |= {"seed": seed, **finished.json(), "peak_bytes": finished.peak_bytes}
                measured.write_text(json.dumps(facts))
            runs.append(json.loads(measured.read_text()))
    report.facts["teachers"] = runs
    found = [interval.of_seeds([run["accuracy"][i] for run in runs], len(test)) for i in range(len(COLUMNS))]
    row = dict(zip(COLUMNS, (f"{f['mean']:.2%} ± {(f['high'] - f['low']) * 50:.2f}" for f in found), strict=True))
    report.add(
        **{
            "model": "the teacher",
            "budget": "",
            "KB": "",
            "bar": "",
            **row,
            "seeds": " ".join(f"{run['accuracy'][0]:.2%}" for run in runs),
        },
        **{"CPU s": f"{mean(run['cpu_seconds'] for run in runs):.0f}"},
        **{"GB": f"{max(run['peak_bytes'] for run in runs) / 1e9:.1f}"},
    )


def measure(
    report: Report, key: tuple[str, str], data: Path, extra: Path, folder: Path, test: Texts, caches: Sequence[Path]
) -> None:  # fmt: skip
    """One row: a package per seed, on whole and on shortened reviews. Figures of a run before wait in its cache."""
    runs = []
    for seed, cache in enumerate(caches):
        measured = cache / f"{'-'.join(key)}.json"
        if not measured.exists():
            some = {"unlabelled": extra, "cache": cache} if key[0] == "unlabelled" else {}
            out = folder / "-".join((*key, str(seed)))
            package, finished = ours.train(data, out, max_size=key[1], seed=seed, **some)
            opened = Package.load(package)
            shares = [share(opened.predict(texts).labels, test.labels) for texts in shortened(test.texts)]
            facts = {"seed": seed, "accuracy": shares, "peak_bytes": finished.peak_bytes}
            facts |= {"bytes": ours.shipped_bytes(package), "cpu_seconds": finished.cpu_seconds}
            cache.mkdir(parents=True, exist_ok=True)
            measured.write_text(json.dumps(facts | {"seconds": finished.seconds}))
        runs.append(json.loads(measured.read_text()))
        print(key, runs[-1], flush=True)
    report.facts.setdefault("runs", {})[":".join(key)] = runs
    found = [interval.of_seeds([run["accuracy"][i] for run in runs], len(test)) for i in range(len(COLUMNS))]
    row = dict(zip(COLUMNS, (f"{f['mean']:.2%} ± {(f['high'] - f['low']) * 50:.2f}" for f in found), strict=True))
    report.add(
        **{"model": "pinnace, " + key[0], "budget": key[1], "KB": f"{max(run['bytes'] for run in runs) / 1000:.2f}"},
        **{"bar": f"{BARS[key]} %", **row, "seeds": " ".join(f"{run['accuracy'][0]:.2%}" for run in runs)},
        **{"CPU s": f"{mean(run['cpu_seconds'] for run in runs):.0f}"},
        **{"GB": f"{max(run['peak_bytes'] for run in runs) / 1e9:.1f}"},
    )


def peers(report: Report, train: Texts, test: Texts, folder: Path) -> None:
    """One training of each peer per size; their seeds move them less than the interval."""

    def add(model: str, size: int, shares: list[float]) -> None:
        cells = dict(zip(COLUMNS, (f"{x:.2%}" for x in shares), strict=True))
        report.add(model=model, KB=f"{size / 1000:.2f}", **cells)
        report.save()

    inputs = [Texts(texts, test.labels) for texts in shortened(test.texts)]
    for kept in KEPT:
        linear = tfidf.train(train.texts, train.labels, kept=kept)
        name = "TF-IDF(1,2) + LR" + (f", best {kept:,}" if kept else "")
        add(name, tfidf.stored_bytes(linear), [share(linear.predict(part.texts), part.labels) for part in inputs])
    lines = folder / "imdb.txt"
    fasttext.write_lines(lines, train)
    for epochs in (fasttext.TUTORIAL, fasttext.EXAMPLE):  # the last one is quantised
        model = fasttext.train(lines, epochs=epochs)
        model.save_model(str(folder / "imdb.bin"))
        shares = [fasttext.accuracy(model, part) for part in inputs]
        add(f"fastText, {epochs} epochs", (folder / "imdb.bin").stat().st_size, shares)
    for cutoff in CUTOFFS:
        small = fasttext.quantise(fasttext.load(folder / "imdb.bin"), lines, folder / "imdb.ftz", cutoff=cutoff)
        loaded = fasttext.load(small)
        add(
            f"fastText quantised, cutoff {cutoff:,}",
            small.stat().st_size,
            [fasttext.accuracy(loaded, part) for part in inputs],
        )


def shortened(texts: Sequence[str]) -> list[list[str]]:
    """The texts, and what is left of each after so many words: one list per column."""
    return [list(texts), *([first_words(text, n) for text in texts] for n in SHORT)]


def first_words(text: str, count: int) -> str:
    """The first so many words, as they stand between blanks."""
    return " ".join(text.split()[:count])


def share(found: Sequence[str], wanted: Sequence[str]) -> float:
    return float(np.mean(np.asarray(found) == np.asarray(wanted)))


if __name__ == "__main__":
    main()
