"""From a CSV to a package of at most 32.5 KB: wall time and peak memory, beside fastText's train + quantise.

Both run as a process of their own, with two threads, taking turns. What is not equal favours fastText: its text file
is prepared beforehand, while ours is read from the CSV, reported on, split, tried on the ladder, checked and packed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import child, datasets, ours
from bench.peers import fasttext
from bench.report import Report

THREADS = 2
SIZE = "32.5KB"
OURS = "pinnace"
PEERS = {
    "fastText, 5 epochs (its quantisation example)": fasttext.EXAMPLE,
    "fastText, 25 epochs (its tutorial)": fasttext.TUTORIAL,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 1,000 reviews")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    train, test = datasets.load("imdb", "train"), datasets.load("imdb", "test")
    if args.quick:
        train, test = train.slice(1_000), test.slice(200)
    report = Report(
        "training",
        f"From a CSV of {len(train):,} reviews to a package of {SIZE}",
        quick=args.quick,
        notes=(
            "Median of the rounds (all are in the JSON); the programs take turns. Memory: all processes of a program.",
            f"fastText: {fasttext.SETTINGS}; quantize -qnorm -retrain -cutoff {fasttext.CUTOFF}: its example script.",
            "fastText starts from its prepared text file, which is not in its time.",
        ),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
        lines = folder / "imdb.txt"
        fasttext.write_lines(lines, train)
        commands = {OURS: ours.command(data, folder / "out", max_size=SIZE)}
        for who, epochs in PEERS.items():
            commands[who] = [sys.executable, "-m", "bench.peers.fasttext", str(lines), str(folder / who), str(epochs)]
        runs: dict[str, list[child.Finished]] = {who: [] for who in commands}
        for _ in range(1 if args.quick else args.rounds):
            for who, command in commands.items():
                finished = child.run(command, threads=THREADS)
                finished.check()
                runs[who].append(finished)
                print(f"{who}: {finished.seconds:.1f} s, {finished.cpu_seconds:.1f} CPU s", flush=True)
        package = Path(runs[OURS][-1].json()["package"])
        results = {OURS: (ours.shipped_bytes(package), ours.accuracy(package, test))}
        for who in PEERS:
            results[who] = (folder / who).stat().st_size, fasttext.accuracy(fasttext.load(folder / who), test)
    for who, took in runs.items():
        size, accuracy = results[who]
        report.add(
            program=who,
            **{
                "wall s": f"{median(r.seconds for r in took):.1f}",
                "CPU s": f"{median(r.cpu_seconds for r in took):.1f}",
            },
            **{"peak MB": f"{max(r.peak_bytes for r in took) / 1e6:,.0f}", "KB": f"{size / 1000:.2f}"},
            **{"test accuracy": f"{accuracy:.2%}", "rounds": len(took)},
        )
    report.facts["rounds"] = {
        who: [{"seconds": r.seconds, "cpu_seconds": r.cpu_seconds, "peak_bytes": r.peak_bytes} for r in took]
        for who, took in runs.items()
    }
    report.finish()


if __name__ == "__main__":
    main()
