"""How fast `Package.predict` is beside fastText and scikit-learn: IMDB reviews, one core, rounds interleaved.

Equal work: Python strings in, the label and its probability out. What is not equal favours the peers: fastText gets
text that its script has already prepared (lower case, punctuation apart), and is timed through its raw binding too.
Seconds are those of the processor, so that other work on a shared machine does not count.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import datasets, interval, ours
from bench.machine import one_core
from bench.peers import fasttext, tfidf
from bench.report import Report
from pinnace.runtime import Package

BATCH, SINGLE = "batched", "one by one"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 300 reviews")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--package", type=Path, help="measure this package instead of training one of 32.5 KB")
    args = parser.parse_args()
    rounds = 3 if args.quick else args.rounds
    test = datasets.load("imdb", "test")
    texts = test.slice(300 if args.quick else 8_000).texts
    with TemporaryDirectory() as folder:
        package, model, linear = models(Path(folder), args.package, 2_000 if args.quick else 25_000)
    one_core()
    report = Report(
        "speed",
        "Reviews to answers from Python, one core",
        quick=args.quick,
        notes=(
            "MB of the reviews' UTF-8 per second of processor time; median of the rounds, in brackets the middle half.",
            "The programs take turns within every round, on one core.",
            "times: ours over the peer within a round, batched to batched, one by one to one by one; their median.",
            "Out of each: the label and its probability. fastText's text is prepared beforehand, outside its time.",
            f"fastText: {fasttext.SETTINGS}, cutoff {fasttext.CUTOFF}; scikit-learn gets a quarter of the reviews.",
        ),
    )
    measure(report, cases(package, model, linear, texts), texts, rounds)
    report.finish()


def models(folder: Path, given: Path | None, rows: int) -> tuple[Package, Any, Any]:
    """Ours, fastText's and scikit-learn's, trained on the same rows."""
    train = datasets.load("imdb", "train").slice(rows)
    data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
    package = Package.load(given or ours.train(data, folder / "out", max_size="32.5KB")[0])
    lines = folder / "imdb.txt"
    fasttext.write_lines(lines, train)
    small = fasttext.quantise(fasttext.train(lines), lines, folder / "imdb.ftz", cutoff=fasttext.CUTOFF)
    return package, fasttext.load(small), tfidf.hashed(train.texts, train.labels)


Case = tuple[str, str, Callable[[Sequence[str]], Any], list[str]]  # who, how, what is timed, on which texts


def cases(package: Package, model: Any, linear: Any, texts: list[str]) -> list[Case]:
    """What is timed. The first two are ours."""

    def batch(batch: Sequence[str]) -> Any:
        answers = package.predict(batch)
        return answers.labels, answers.probabilities

    def single(batch: Sequence[str]) -> Any:
        answers = (package.predict(text) for text in batch)
        return [(answer.label, answer.probability) for answer in answers]

    def linear_batch(batch: Sequence[str]) -> Any:
        chances = linear.predict_proba(batch)
        return linear.classes_[chances.argmax(1)], chances

    lines = [fasttext.prepared(text) for text in texts]
    few = texts[: len(texts) // 4]
    return [
        ("pinnace", BATCH, batch, texts),
        ("pinnace", SINGLE, single, texts),
        ("fastText", BATCH, model.predict, lines),
        ("fastText", SINGLE, lambda batch: [model.predict(text) for text in batch], lines),
        ("fastText, raw binding", SINGLE, fasttext.raw_single(model), [line + "\n" for line in lines]),
        ("scikit-learn hashing(1,2) + linear", BATCH, linear_batch, few),
        (
            "scikit-learn hashing(1,2) + linear",
            SINGLE,
            lambda batch: [linear_batch([t]) for t in batch],
            few[: len(few) // 4],
        ),
    ]


def measure(report: Report, cases: Sequence[Case], reviews: list[str], rounds: int) -> None:
    """Megabytes per second of every case in every round, then the table. A case gets the first so many reviews."""
    sizes = list(accumulate(len(text.encode()) for text in reviews))
    usable = [case for case in cases if works(report, case)]
    speeds: dict[tuple[str, str], list[float]] = {(who, how): [] for who, how, _, _ in usable}
    for _ in range(rounds):
        for who, how, call, texts in usable:
            began = time.process_time()
            call(texts)
            speeds[who, how].append(sizes[len(texts) - 1] / (time.process_time() - began) / 1e6)
    for who, how, _, texts in usable:
        found = interval.spread(speeds[who, how])
        per_second = found["median"] * 1e6 * len(texts) / sizes[len(texts) - 1]
        times = interval.spread([a / b for a, b in zip(speeds["pinnace", how], speeds[who, how], strict=True)])
        row = {"program": who, "how": how, "MB/s": shown(found, 1), "reviews/s": f"{per_second:,.0f}"}
        report.add(**row, times="" if who == "pinnace" else shown(times, 2), rounds=rounds)
    report.facts["megabytes_per_second"] = {f"{who}, {how}": values for (who, how), values in speeds.items()}


def works(report: Report, case: Case) -> bool:
    """Warm up; a peer that cannot do it here is named in the notes instead of measured."""
    who, how, call, texts = case
    try:
        call(texts[:50])
    except Exception as error:  # whatever a peer raises is what there is to report
        if who == "pinnace":
            raise
        report.notes.append(f"{who}, {how}: not measured, it raises {type(error).__name__}: {error}")
        return False
    return True


def shown(found: dict[str, Any], digits: int) -> str:
    return f"{found['median']:.{digits}f} ({found['low']:.{digits}f}–{found['high']:.{digits}f})"


if __name__ == "__main__":
    main()
