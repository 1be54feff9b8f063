"""The ends of the scale: a CSV of three million rows, one of 40 rows, one with a single class.

The big file is composed in a temporary folder from the bundled reviews: random pairs of their texts, so that rows
differ. What is looked at is time, memory and whether the result is sane, not accuracy.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import child, datasets, ours
from bench.report import Report

SIZE = "16.5KB"
CHUNK = 10_000  # rows made at a time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run with 3,000 rows instead of 3,000,000")
    parser.add_argument("--rows", type=int, default=3_000_000)
    args = parser.parse_args()
    rows = 3_000 if args.quick else args.rows
    report = Report(
        "scale",
        "Very many rows, very few, one class",
        quick=args.quick,
        notes=(
            "`pinnace train --max-size 16.5KB` in a process of its own. Memory is that of all its processes together.",
            "Rows are composed from examples/reviews; accuracy is on its 800 test reviews.",
            "Of more than 400,000 rows or 256 MB of text training takes a uniform sample, read as a stream.",
        ),
    )
    reviews = datasets.load_reviews("reviews")
    with TemporaryDirectory() as name:
        folder = Path(name)
        big = compose(folder / "big.csv", reviews, rows)
        few = reviews.slice(40)
        one = [text for text, label in zip(reviews.texts, reviews.labels, strict=True) if label == "positive"][:500]
        cases = {
            f"{rows:,} rows, {big.stat().st_size / 1e6:,.0f} MB": big,
            "40 rows": datasets.write_csv(folder / "few.csv", few.texts, few.labels),
            "500 rows of one class": datasets.write_csv(folder / "one.csv", one, ["positive"] * len(one)),
        }
        for case, data in cases.items():
            measure(report, case, data, folder / data.stem)
    report.finish()


def measure(report: Report, case: str, data: Path, out: Path) -> None:
    """One row: what came of it, or the refusal in its own words."""
    finished = child.run(ours.command(data, out, max_size=SIZE))
    if finished.code == 0:
        result = finished.json()
        accuracy = ours.accuracy(Path(result["package"]), datasets.load_reviews("test"))
        outcome = f"rung {result['rung']}, {result['bytes']:,} bytes, {accuracy:.1%} on test"
    else:
        left = "nothing written" if not out.exists() or not any(out.iterdir()) else "FILES LEFT BEHIND"
        refusal = finished.errors[finished.errors.rfind("error[") :].replace(f"{data.parent}/", "")
        outcome = f"exit code {finished.code}, {left}: {' '.join(refusal.split())}"
    report.add(
        **{"input": case, "wall s": f"{finished.seconds:.1f}", "CPU s": f"{finished.cpu_seconds:.1f}"},
        **{"peak MB": f"{finished.peak_bytes / 1e6:,.0f}", "outcome": outcome.replace("|", "/")},
    )
    report.save()


def compose(path: Path, reviews: datasets.Texts, rows: int) -> Path:
    """Each row joins two random reviews of the same label."""
    draw = random.Random(0)
    by_label = {
        label: [t for t, given in zip(reviews.texts, reviews.labels, strict=True) if given == label]
        for label in sorted(set(reviews.labels))
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for start in range(0, rows, CHUNK):
            labels = draw.choices(list(by_label), k=min(CHUNK, rows - start))
            writer.writerows((" ".join(draw.choices(by_label[label], k=2)), label) for label in labels)
    return path


if __name__ == "__main__":
    main()
