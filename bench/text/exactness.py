"""Every IMDB test review and the torture list through every runtime here: what `pinnace check --inputs` does.

The answers of all must be equal to the last bit. Exit code 1 when one differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench import datasets, ours
from bench.report import Report
from pinnace import packaging
from pinnace.checking import check
from pinnace.checking.runtimes import RUNTIMES
from pinnace.data import Dataset
from pinnace.training import train_text
from pinnace.training.networks.recipe import COMPARED

SLOW = "reference"  # pure Python: of a network it may get a part of the reviews


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 50 reviews")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--package", type=Path, help="check this package instead of training one")
    which.add_argument("--rung", choices=COMPARED, help="a network of 65 KB instead of a linear rung of 16.5 KB")
    parser.add_argument("--rows", type=int, default=3_000, help="reviews that the network is trained on")
    parser.add_argument("--reference", type=int, default=25_000, help="reviews that the pure Python reference gets")
    args = parser.parse_args()
    test = datasets.load("imdb", "test").slice(50 if args.quick else 25_000)
    sample = min(args.reference, len(test))
    which = args.package.stem if args.package else args.rung
    options = f" --rung {args.rung} --rows {args.rows}" if args.rung else " --package PKG" if args.package else ""
    report = Report(
        f"exactness-{which}" if which else "exactness",
        f"Equal answers over {len(test):,} raw reviews and the torture list",
        quick=args.quick,
        command=f"text/exactness{options}" + (f" --reference {sample}" if sample < len(test) else ""),
        notes=(
            "cases: reviews, torture list and the package's goldens. Equal: == on every score and probability.",
            "Compared with the first row of all reviews, and goldens with the answers recorded in the package.",
        ),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        if args.package:
            made = args.package
        elif args.rung:
            made = network(folder, 1_200 if args.quick else args.rows, args.rung)
        else:
            made = linear(folder, 1_000 if args.quick else 25_000)
        report.question += f": {kind(made)}"
        report.facts["bytes"] = ours.shipped_bytes(made)
        if sample < len(test):
            report.notes.append(f"{SLOW} got the first {sample:,} reviews, and is compared with python on those.")
            others = [runtime for runtime in RUNTIMES if runtime != SLOW]
            equal = checked(report, made, folder, test.texts, others)
            equal &= checked(report, made, folder, test.texts[:sample], [SLOW, "python"], shown=[SLOW])
        else:
            equal = checked(report, made, folder, test.texts, list(RUNTIMES))
    report.facts["equal"] = equal
    report.finish()
    sys.exit(not equal)


def checked(
    report: Report,
    package: Path,
    folder: Path,
    texts: Sequence[str],
    runtimes: Sequence[str],
    shown: Sequence[str] | None = None,
) -> bool:
    """Whether the runtimes agree on all texts; a row of the report for each that is shown."""
    begins: dict[str, float] = {}  # runtime -> when check came to it
    inputs = datasets.write_csv(folder / "reviews.csv", texts)
    found = check(package, inputs, runtimes, progress=lambda name: begins.update({name: time.perf_counter()}))
    ends = dict(zip(begins, [*list(begins.values())[1:], time.perf_counter()], strict=True))
    for runtime, row in found.runtimes.items():
        if shown is None or runtime in shown:
            seconds = f"{ends[runtime] - begins[runtime]:.0f}"
            counts = {key: f"{row[key]:,}" for key in ("cases", "mismatches")}
            report.add(runtime=runtime, status=row["status"], **counts, seconds=seconds, why=row.get("why") or "")
    return found.equal


def kind(package: Path) -> str:
    """What the plan of a package is, from its operators: a linear rung, or a network of its layers."""
    operators = [operator["op"].partition(".")[0] for operator in packaging.inspect(package)["operators"]]
    if "embed" not in operators:
        return "a linear rung"
    beside = " beside a linear score" if "gram_sum" in operators else ""
    return f"a network{beside} ({', '.join(dict.fromkeys(each for each in operators if each != 'gram_sum'))})"


def linear(folder: Path, rows: int) -> Path:
    train = datasets.load("imdb", "train").slice(rows)
    data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
    package, _ = ours.train(data, folder / "out", max_size="16.5KB")
    return package


def network(folder: Path, rows: int, kind: str) -> Path:
    """Of the split run: a network that nobody would choose can be checked too."""
    train = datasets.load("imdb", "train").slice(rows)
    classes, labels = np.unique(train.labels, return_inverse=True)
    dataset = Dataset(train.texts, labels.astype(np.int32), tuple(map(str, classes)))
    result = train_text(dataset, max_size=65_000, networks=[kind], curve=False, finish=False)
    name = next(rung.rung for rung in result.ladder if rung.kind == kind)
    path = folder / f"{name}.pinnace"
    path.write_bytes(result.packages[name])
    return path


if __name__ == "__main__":
    main()
