"""CIFAR-10 at 96 KB and at 1 MB: what `pinnace train` makes of it with one rung and a longer recipe, on a CPU.

The product's own steps: front end, training, integers, gate, package. 2,500 of the training pictures are held back;
the test set is looked at last, by the package in the core. Interrupted, it goes on from its last epoch (`--work`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench import datasets, interval
from bench.report import Report
from pinnace.data.pictures import PictureReport
from pinnace.data.reporting import DataReport
from pinnace.packaging import saving
from pinnace.training.images import fitting
from pinnace.training.images.recipe import Recipe
from pinnace.training.images.rungs import Rung, pooled
from pinnace.training.images.train import Made, make_images
from pinnace.training.result import Rung as Row

FAST = Recipe(50, 3, batch=512, rate=0.5, decay=1.33e-3, smoothing=0.2, moved=0.0625, levels=(31, 21, 15))
CASES: dict[str, tuple[int, float, Rung, Recipe]] = {  # name: bytes at most, bar, rung, recipe
    "96KB": (
        96_000,
        0.87,
        pooled(20, 40, 80, sums=True),
        replace(FAST, coloured=0.0),
    ),
    "1MB": (
        1_000_000,
        0.91,
        pooled(64, 128, 256, sums=True),
        replace(FAST, coloured=0.15, erased=0.4, mixed=0.2),  # it would know the pictures by heart
    ),
}
LOST = 0.005  # bar: of accuracy from real numbers to the package


class Watch:
    """Says each epoch, with the processor time of this run: of earlier starts, too, up to their last epoch."""

    done = 0

    def __init__(self, path: Path) -> None:
        self.path = path
        self.before = float(path.read_text(encoding="utf-8")) if path.exists() else 0.0

    @property
    def seconds(self) -> float:
        return self.before + time.process_time()

    def report(self, report: DataReport | PictureReport) -> None:
        pass

    def stage(self, name: str, total: int | None = None) -> None:
        self.done = 0
        print(f"{self.seconds:8.0f} s  {name}", flush=True)

    def advance(self, steps: int = 1) -> None:
        self.done += steps
        self.path.write_text(f"{self.seconds:.0f}", encoding="utf-8")
        print(f"{self.seconds:8.0f} s  epoch {self.done}", flush=True)

    def rung(self, row: Mapping[str, Any]) -> None:
        print(f"{self.seconds:8.0f} s  {row['rung']}: {row['validation_accuracy']:.2%} held back", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run of one epoch")
    parser.add_argument("--only", choices=tuple(CASES), help="one row; the page shows those that are finished")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=fitting.THREADS, help="sums, and so bytes, depend on them")
    parser.add_argument("--epochs", type=int, help="in real numbers, instead of the recipe's; those in integers stay")
    parser.add_argument("--falling", type=float, help="part of them for which the rate falls")
    parser.add_argument(
        "--page", action="store_true", help="train nothing: write the page of the rows that are finished"
    )
    parser.add_argument("--work", type=Path, default=Path("build/cifar10"), help="checkpoints, packages, finished rows")
    args = parser.parse_args()
    fitting.THREADS = args.threads
    changed = {"epochs": args.epochs, "falling": args.falling}
    changed = {key: value for key, value in changed.items() if value is not None}
    for name in [] if args.page else [args.only] if args.only else CASES:
        done = args.work / f"{name}-{args.seed}.json"
        if not done.exists() or args.quick:
            row = case(name, args.seed, args.work, changed, args.quick)
            if not args.quick:
                done.write_text(json.dumps(row, indent=1), encoding="utf-8")
            print(row)
    if not args.quick:
        page(args.work)


def case(name: str, seed: int, work: Path, changed: dict[str, Any], quick: bool) -> dict[str, Any]:
    """Trained, packaged, and tested once."""
    most, bar, rung, recipe = CASES[name]
    recipe = replace(recipe, **changed)
    if quick:
        recipe = Recipe(1, 1, batch=recipe.batch, rate=recipe.rate)
    folder, home = datasets.folder("cifar10"), work / f"{name}-{seed}"
    home.mkdir(parents=True, exist_ok=True)
    watch = Watch(home / "cpu-seconds")
    made = make_images(
        folder / "train.parquet",
        folder=home,
        name="cifar10",
        label_column=None,
        group_column=None,
        picture_column=None,
        test=folder / "test.parquet",
        max_size=most,
        max_latency=None,
        within=0.0,  # nothing is given up for speed or bytes below the limit
        margin=1.0 if quick else LOST,
        seed=seed,
        progress=watch,
        keep=None if quick else home / "checkpoints",
        ladder=[rung],
        recipe=recipe,
    )
    if not quick:
        saving.save_all(made.files)
    return figures(made, made.result.ladder[0], bar, recipe, watch.seconds)


def figures(made: Made, row: Row, bar: float, recipe: Recipe, seconds: float) -> dict[str, Any]:
    assert made.test is not None
    return {
        "rung": row.rung,
        "parameters": row.parameters,
        "bytes": len(made.shipped),
        "bar": bar,
        "test": made.test["accuracy"],
        "n": made.test["n"],
        "held_back": row.validation_accuracy,
        "held": made.result.validation_rows,
        "real": row.float_accuracy,
        "milliseconds": row.milliseconds,
        "cpu_seconds": seconds,
        "levels": made.result.settings["weight levels"],
        "both sides": made.result.settings["both sides"],
        "threads": fitting.THREADS,
        "recipe": asdict(recipe),
        "epochs": [asdict(epoch) for epoch in row.epochs],
    }


def page(work: Path) -> None:
    report = Report(
        "cifar10",
        "CIFAR-10 (JPEG quality 75), trained on a CPU",
        command="images/cifar10",
        notes=(
            "test: 10,000 pictures, answered by the package in the core; ± is the 95 % interval of so many.",
            "real: the same network in real numbers, held back: training pictures that trained nothing; lost: points "
            "from real numbers to the package, on those.",
            "both sides: whether the package answers to the mirror image as well and gives the mean (decision 0016).",
            "CPU s: of all starts of the run, on a machine shared with other work.",
        ),
    )
    for path in sorted(work.glob("*.json"), key=lambda path: json.loads(path.read_text())["bytes"]):
        row = json.loads(path.read_text(encoding="utf-8"))
        half = 1.96 * interval.standard_error(row["test"], row["n"])
        lost = row["real"] - row["held_back"]
        report.add(
            rung=row["rung"],
            seed=path.stem.rpartition("-")[2],
            parameters=f"{row['parameters']:,}",
            KB=f"{row['bytes'] / 1000:.1f}",
            test=f"{row['test']:.2%} ± {100 * half:.2f}",
            bar=f"{row['bar']:.0%}: {'met' if row['test'] >= row['bar'] else 'missed'}",
            held=f"{row['held_back']:.2%} of {row.get('held', 5_000):,}",  # older rows do not say
            real=f"{row['real']:.2%}",
            lost=f"{100 * lost:+.2f}",
            **{"both sides": "yes" if row["both sides"] else "no"},
            ms=f"{row['milliseconds']:.2f}",
            **{"CPU s": f"{row['cpu_seconds']:.0f}"},
        )
        report.facts[path.stem] = row
        name, _, seed = path.stem.rpartition("-")
        epochs, falling, last = (row["recipe"][key] for key in ("epochs", "falling", "integer_epochs"))
        report.notes.append(
            f"{row['rung']}: {epochs} epochs in real numbers and {last} in integers, weights within {row['levels']} "
            f"units: `--only {name} --seed {seed} --epochs {epochs} --falling {falling:.6g} --threads "
            f"{row.get('threads', 1)}`."
        )
        if "remark" in row:  # by hand, where a row has a history
            report.notes.append(f"{row['rung']}: {row['remark']}.")
    report.finish()


if __name__ == "__main__":
    main()
