"""Every IMDB test review and the torture list through every runtime on this machine: `pinnace check --inputs`.

The answers must be equal to the last bit. Exit code 1 when one differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import child, datasets, ours
from bench.report import Report


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
            "One command per runtime, so that each has its seconds; they include its start.",
        ),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        package = args.package or trained(folder, 1_000 if args.quick else 25_000)
        inputs = datasets.write_csv(folder / "reviews.csv", test.texts)
        command = [sys.executable, "-m", "pinnace", "check", str(package), "--json"]
        runtimes = child.run(command).json()["runtimes"]  # names them, on the package's own inputs
        rows = {runtime: checked([*command, "--inputs", str(inputs), "--runtime", runtime]) for runtime in runtimes}
    for runtime, (found, seconds) in rows.items():
        counts = {key: f"{found[key]:,}" for key in ("cases", "mismatches") if key in found}
        report.add(
            runtime=runtime, status=found["status"], **counts, seconds=f"{seconds:.0f}", why=found.get("why") or ""
        )
    report.finish()
    sys.exit(any(found["status"] == "different" for found, _ in rows.values()))


def trained(folder: Path, rows: int) -> Path:
    train = datasets.load("imdb", "train").slice(rows)
    data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
    package, _ = ours.train(data, folder / "out", max_size="16.5KB")
    return package


def checked(command: list[str]) -> tuple[dict[str, Any], float]:
    """(the runtime's row, seconds); exit code 1 is an answer too: different."""
    finished = child.run(command)
    runtimes = finished.json(allowed=(0, 1))["runtimes"]
    chosen = command[-1]
    return runtimes[chosen], finished.seconds


if __name__ == "__main__":
    main()
