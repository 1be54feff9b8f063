"""What the ready-made pages weigh and when they can answer: the starter app, the page of `try`, the single file."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench.machine import ROOT
from bench.report import Report
from bench.web.pages import HERE, INSTALL, SIZES, spread, trained
from pinnace import shipping, trying
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.process import find

FOLDER = ROOT / "run" / "bench-web" / "budget"
ROUNDS = 5
KINDS = {"page": ".html", "script": ".js", "style": ".css", "core": ".wasm", "model": ".pinnace"}
NOTES = (
    "bytes: of the bodies that the server sent until the page can answer; brotli-11, or as it is where that is "
    "smaller. The app's service worker, blocked here, then keeps the same files.",
    "can answer: from the start of the navigation, at 10 Mbit/s + 50 ms (by the server: a worker's requests escape "
    "Chromium's throttling); median of 5 visits, in brackets the range.",
    "The app's script is two thirds React; its model runs in a worker. The single file has everything in its page.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one visit of each, nothing saved")
    parser.add_argument("--package", type=Path, help="instead of training one")
    args = parser.parse_args()
    report = Report("budget", "What the ready-made pages weigh", quick=args.quick, command="web/budget")
    job = prepare(args.package or trained()[SIZES.index("16.5KB")])
    rounds = 1 if args.quick else ROUNDS
    subprocess.run(["node", HERE / "budget.mjs", FOLDER, str(rounds)], cwd=HERE, check=True)
    found = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    for name, visits in found.items():
        report.add(**row(name, visits))
    report.notes = list(NOTES)
    report.facts = {"pages": job["pages"], "visits": found}
    report.finish()


def prepare(package: Path) -> dict[str, Any]:
    """The three pages as a user makes them, the app built with npm; FOLDER/job.json for budget.mjs."""
    subprocess.run(INSTALL.split(), cwd=HERE, check=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(package, FOLDER / "reviews.pinnace")
    shipping.ship(FOLDER / "reviews.pinnace", ["web"], FOLDER, app=True)
    trying.write(FOLDER / "reviews.pinnace", FOLDER / "try")
    for command in (INSTALL, "npm run build"):
        subprocess.run(command.split(), cwd=FOLDER / "app", check=True)
    (FOLDER / "single").mkdir()
    shutil.copy(FOLDER / "reviews.html", FOLDER / "single" / "index.html")
    pages = {"starter app": "app/dist", "pinnace try": "try", "single file": "single"}
    job = {"pages": pages, "flags": FLAGS, "chromium": find("chromium", "chromium-browser", "google-chrome")}
    (FOLDER / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return job


def row(name: str, visits: list[dict[str, Any]]) -> dict[str, str]:
    """A line of the table."""
    kinds = [by_kind(visit["files"]) for visit in visits]
    line = {"page": name, "requests": str(max(len(visit["files"]) for visit in visits))}
    for kind in (*KINDS, "other"):
        line[f"{kind}, bytes"] = f"{max(found[kind] for found in kinds):,}"
    line["all, bytes"] = f"{max(sum(found.values()) for found in kinds):,}"
    line["can answer, ms"] = spread([visit["ready"] for visit in visits])
    return line | {"main thread, ms": f"{median(visit['busy'] for visit in visits):,.0f}"}


def by_kind(files: Mapping[str, int]) -> dict[str, int]:
    """Path -> bytes, summed; the page itself has the path ""."""
    found = dict.fromkeys((*KINDS, "other"), 0)
    for path, size in files.items():
        suffix = Path(path).suffix if path else ".html"
        found[next((kind for kind, end in KINDS.items() if suffix == end), "other")] += size
    return found


if __name__ == "__main__":
    main()
