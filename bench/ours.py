"""Our own training, as a user runs it: the command line, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench import child
from bench.datasets import Texts
from pinnace import packaging
from pinnace.runtime import Package


def command(
    data: Path,
    out: Path,
    *,
    max_size: str,
    seed: int = 0,
    unlabelled: Path | None = None,
    cache: Path | None = None,
    warm_start: Path | None = None,
    margin: float | None = None,
) -> list[str]:
    options = {"--unlabelled": unlabelled, "--cache": cache, "--warm-start": warm_start, "--margin": margin}
    more = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    limits = ["--max-size", max_size, "--seed", str(seed)]
    return [sys.executable, "-m", "pinnace", "train", str(data), "--out", str(out), *limits, *more, "--json"]


def train(data: Path, out: Path, **options: Any) -> tuple[Path, child.Finished]:
    """(the package, what it took). Options as in `command`; RuntimeError with the command's words when it fails."""
    finished = child.run(command(data, out, **options))
    return Path(finished.json()["package"]), finished


def shipped_bytes(package: Path) -> int:
    """The size that ships: without evidence, after brotli if that is smaller."""
    facts = packaging.inspect(package)
    return min(facts["bytes"], facts["bytes_brotli"])


def accuracy(package: Path, test: Texts) -> float:
    found = Package.load(package).predict(test.texts).labels
    return sum(a == b for a, b in zip(found, test.labels, strict=True)) / len(test)
