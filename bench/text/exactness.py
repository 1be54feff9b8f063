"""Every IMDB test review and the torture list through every runtime here: what `pinnace check --inputs` does.

The answers of all must be equal to the last bit. Exit code 1 when one differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import datasets, ours
from bench.report import Report
from pinnace.checking import check


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on 50 reviews")
    parser.add_argument("--package", type=Path, help="check this package instead of training one of 16.5 KB")
    args = parser.parse_args()
    test = datasets.load("imdb", "test").slice(50 if args.quick else 25_000)
    report = Report(
        "exactness",
        f"Equal answers over {len(test):,} raw reviews and the torture list",
        quick=args.quick,
        notes=(
            "cases: reviews, torture list and the package's goldens. Equal: == on every score and probability.",
            "Compared with the first row, and goldens with the answers recorded in the package.",
        ),
    )
    begins: dict[str, float] = {}  # runtime -> when check came to it
    with TemporaryDirectory() as name:
        folder = Path(name)
        package = args.package or trained(folder, 1_000 if args.quick else 25_000)
        inputs = datasets.write_csv(folder / "reviews.csv", test.texts)
        found = check(package, inputs=inputs, progress=lambda name: begins.update({name: time.perf_counter()}))
    ends = dict(zip(begins, [*list(begins.values())[1:], time.perf_counter()], strict=True))
    for runtime, row in found.runtimes.items():
        seconds = ends[runtime] - begins[runtime]
        counts = {key: f"{row[key]:,}" for key in ("cases", "mismatches")}
        report.add(runtime=runtime, status=row["status"], **counts, seconds=f"{seconds:.0f}", why=row.get("why") or "")
    report.facts["equal"] = found.equal
    report.finish()
    sys.exit(not found.equal)


def trained(folder: Path, rows: int) -> Path:
    train = datasets.load("imdb", "train").slice(rows)
    data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
    package, _ = ours.train(data, folder / "out", max_size="16.5KB")
    return package


if __name__ == "__main__":
    main()
