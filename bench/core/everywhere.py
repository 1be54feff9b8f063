"""10,000 inputs per task through every runtime here, phones' included: what `pinnace check --inputs` does.

Texts are test reviews of IMDB, pictures the test pictures of CIFAR-10, as RGBA through each SDK's own face. All answers
must be equal to the last bit. The slow reference takes a part of them. Exit code 1 when one differs.
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

N, SLOW = 10_000, 200  # inputs: of all, of the reference
RUNTIMES = ("python", "arm64-qemu", "node", "chromium", "firefox", "webkitgtk", "jvm", "swift-linux")
SIZES = {"text": "16.5KB", "image": "16KB"}
NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50 inputs of each task; saves nothing")
    for task in SIZES:
        parser.add_argument(f"--{task}", type=Path, metavar="PKG", help="this package instead of one that is trained")
    parser.add_argument("--only", choices=tuple(SIZES), help="this task")
    parser.add_argument(
        "--reference", type=int, default=SLOW, metavar="N", help="inputs of the slow reference (%(default)s)"
    )
    args = parser.parse_args()
    given = [task for task in SIZES if vars(args)[task]]
    tasks = [args.only] if args.only else list(SIZES)
    told = [f"--{task} PKG" for task in given] + [f"--only {args.only}"] * bool(args.only)
    told += [f"--reference {args.reference}"] * (args.reference != SLOW)
    report = Report(
        "everywhere" + f"-{args.only}" * bool(args.only),
        f"Equal answers for {N:,} inputs of each task",
        command=" ".join(["core/everywhere", *told]),
        quick=args.quick,
        notes=(
            "cases: the inputs, the torture list and the package's goldens. Equal: == on every score and probability.",
            "Compared with python; goldens with the answers recorded in the package. The reference: with fewer inputs.",
            f"Packages: trained on 5,000 reviews (≤ {SIZES['text']}) and on 600 pictures (≤ {SIZES['image']})"
            + (f", but for {' and '.join(given)}: given." if given else "."),
        ),
    )
    equal = True
    with TemporaryDirectory() as name:
        for task in tasks:
            folder = Path(name, task)
            folder.mkdir()
            package = vars(args)[task] or trained(task, folder)
            n = 50 if args.quick else N
            equal &= compare(report, task, package, inputs(task, n, folder), RUNTIMES)
            equal &= compare(
                report, task, package, inputs(task, min(n, args.reference), folder), ("reference", "python")
            )
            report.save()
    report.facts["equal"] = equal
    report.finish()
    sys.exit(not equal)


def compare(report: Report, task: str, package: Path, file: Path, runtimes: tuple[str, ...]) -> bool:
    begins: dict[str, float] = {}  # runtime -> when check came to it
    found = check(package, file, runtimes, progress=lambda name: begins.update({name: time.perf_counter()}))
    ends = dict(zip(begins, [*list(begins.values())[1:], time.perf_counter()], strict=True))
    for name, row in found.runtimes.items():
        if "reference" in runtimes and name != "reference":
            continue  # it has a row of all inputs
        counts = {key: f"{row[key]:,}" for key in ("cases", "mismatches")}
        seconds = f"{ends[name] - begins[name]:.0f}"
        report.add(task=task, runtime=name, status=row["status"], **counts, seconds=seconds, why=row["why"] or "")
    return found.equal


def inputs(task: str, n: int, folder: Path) -> Path:
    """A file that `pinnace check --inputs` takes."""
    if task == "text":
        return datasets.write_csv(folder / f"{n}.csv", datasets.load("imdb", "test").slice(n).texts)
    return datasets.write_pictures(folder / f"{n}.parquet", datasets.load_pictures("cifar10", "test", n)[0])


def trained(task: str, folder: Path) -> Path:
    if task == "text":
        train = datasets.load("imdb", "train").slice(5_000)
        data = datasets.write_csv(folder / "imdb.csv", train.texts, train.labels)
    else:
        pictures, labels = datasets.load_pictures("cifar10", "train", 600)
        data = datasets.write_pictures(folder / "cifar.parquet", pictures, [NAMES[label] for label in labels])
    package, _ = ours.train(data, folder / "out", max_size=SIZES[task], margin=None if task == "text" else 5)
    return package


if __name__ == "__main__":
    main()
