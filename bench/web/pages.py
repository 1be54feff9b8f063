"""From a click to the first answer in Chromium: bytes, milliseconds, memory; ours, a blank page and three peers."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench import datasets, ours
from bench.machine import ROOT
from bench.report import Report
from bench.web import _text_cnn
from pinnace import shipping
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.process import find
from pinnace.runtime import Package

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "run" / "bench-web"
SIZES = ("8.9KB", "16.5KB")
LENGTH, TEXTS = 1000, 64
ROUNDS = "open:3/2,fast:9/3,slow:5/1,throttled:3/2"
MARKS = (1_000, 20_000, 40_000, 60_000, 80_000, 100_000)
INSTALL = "npm install --ignore-scripts --legacy-peer-deps --no-package-lock --no-audit --no-fund --loglevel=error"
NOTES = (
    "first answer: from the start of the navigation; fast 10 Mbit/s + 50 ms, slow 1.6 Mbit/s + 150 ms, by Chromium's "
    "own throttling; throttled is fast with the processor 4 x slower. Median of the rounds, in brackets the range.",
    "+: less the blank page of the same rounds. no hints: without the guide's <link>s for model.js, the .wasm and the "
    "package, which fetch all at once; every peer has its own.",
    "bytes: the most that Chromium counted in a visit for everything but the page, heads of the answers included; "
    "brotli-11, or as it is where that is smaller. page: the HTML, which carries the first text.",
    "prediction: a review cut to 1,000 characters, 64 of them in turn, words read and answer out; median of blocks of "
    "10 ms and more. The peers run a text CNN of random weights over 256 words (8-bit table; it would know as much "
    "about films as ours only after training), single-threaded wasm.",
    "Our answer to the first text equals Python's to the last bit; the peers' agree with one another within 0.03.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round of each, nothing saved")
    parser.add_argument("--package", type=Path, action="append", help="instead of training one; may be repeated")
    parser.add_argument("--rounds", default=ROUNDS, help="mode:ours/peers, … (%(default)s)")
    parser.add_argument("--prepare", action="store_true", help="only make what is visited")
    args = parser.parse_args()
    report = Report("web", "From a click to the first answer in Chromium", quick=args.quick, command="web/pages")
    job = prepare(args.package or trained(), MARKS[:2] if args.quick else MARKS)
    if args.prepare:
        return
    rounds = "open:1/1,fast:1/1,slow:1/0,throttled:1/1" if args.quick else args.rounds
    subprocess.run(["node", HERE / "bench.mjs", FOLDER, rounds], cwd=HERE, check=True)
    found = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    compare(found["results"], job)
    for each in found["results"]:
        report.add(**row(each, found["results"][0]))
    measured = [*memory_notes(found["results"]), *accuracy_notes(job), versions(found)]
    report.notes = [*NOTES, *measured, f"Rounds, mode:ours/peers: {rounds}."]
    report.facts = {"rounds": rounds, "browser": found["browser"], "node": found["node"], "visits": found["results"]}
    report.finish()


def trained() -> list[Path]:
    """A package of each size, trained on IMDB as a user would."""
    table = datasets.folder("imdb") / "train.parquet"
    return [ours.train(table, FOLDER / size, max_size=size)[0] for size in SIZES]


def prepare(packages: Sequence[Path], marks: Sequence[int]) -> dict[str, Any]:
    """Ships the packages, writes the peers' models, installs the peers; FOLDER/job.json for bench.mjs."""
    subprocess.run(INSTALL.split(), cwd=HERE, check=True)
    test = datasets.load("imdb", "test")
    texts = [text[:LENGTH] for text in test.texts if len(text) >= LENGTH][:TEXTS]
    _text_cnn.write(FOLDER / "text_cnn", datasets.load("imdb", "train").texts)
    shipped = []
    for package in packages:
        name = f"{ours.shipped_bytes(package) / 1000:.1f} KB"
        web = shipping.ship(package, ["web"], FOLDER / name.replace(" ", "")).targets["web"]
        (file,) = (path.name for path in web.glob("*.pinnace"))
        model = Package.load(package)
        answer = model.predict(texts[0]).probabilities[model.labels[1]]
        correct = ours.accuracy(package, test)
        shipped.append({"name": name, "web": str(web), "file": file, "answer": answer, "accuracy": correct})
    browser = find("chromium", "chromium-browser", "google-chrome")
    job = {"packages": shipped, "texts": texts, "marks": marks, "flags": FLAGS, "chromium": browser}
    (FOLDER / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return job


def compare(results: Sequence[dict[str, Any]], job: dict[str, Any]) -> None:
    """SystemExit when a page answers wrongly: it may then be fast for the wrong reason."""
    expected = {package["name"]: package["answer"] for package in job["packages"]}
    answers = {each["id"]: {visit["answer"] for visit in visits(each)} for each in results}
    for each in results:
        if each.get("package") and answers[each["id"]] != {expected[each["package"]]}:
            raise SystemExit(f"{each['id']} answers {answers[each['id']]}, Python {expected[each['package']]}")
    peers = [answer for each in results if each["peer"] for answer in answers[each["id"]]]
    if peers and max(peers) - min(peers) > 0.03:
        raise SystemExit(f"the peers disagree: {answers}")


def visits(each: dict[str, Any]) -> list[dict[str, Any]]:
    return [visit for found in each["visits"].values() for visit in found]


def row(each: dict[str, Any], blank: dict[str, Any]) -> dict[str, str]:
    """A line of the table."""
    if each.get("failed"):
        return {"what": each["id"], "bytes": f"*not run*: {each['failed']}"}
    line = {"what": each["id"], "bytes": f"{max(v['wire'] for v in visits(each)):,}"}
    line["page"] = f"{max(v['page'] for v in visits(each)):,}"
    for mode in ("fast", "slow", "throttled"):
        times, bare = first(each, mode), first(blank, mode)
        line[f"first answer, {mode}, ms"] = spread(times)
        line[f"+ {mode}"] = f"{median(times) - median(bare):,.0f}" if times and each is not blank else ""
    for mode, column in {"open": "prediction, ms", "throttled": "throttled, ms"}.items():
        blocks = [block for visit in each["visits"].get(mode, []) for block in visit.get("blocks", [])]
        line[column] = f"{median(blocks):.3f}" if blocks else ""
    return line


def first(each: dict[str, Any], mode: str) -> list[float]:
    return [visit["first"] for visit in each["visits"].get(mode, [])]


def spread(values: Sequence[float]) -> str:
    return f"{median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})" if values else ""


def memory_notes(results: Sequence[dict[str, Any]]) -> list[str]:
    """What the page holds after the first mark, midway, and after the last."""
    notes = []
    for each in results:
        if used := each.get("memory"):
            held = [
                f"{mark['heap'] / 1e6:.2f} + {mark['wasm'] / 1e6:.2f} ({mark['resident'] / 1e6:.0f}) MB after "
                f"{mark['predictions']:,} predictions"
                for mark in (used[0], used[len(used) // 2 - 1], used[-1])
            ]
            notes.append(
                f"Memory of {each['id']}, JavaScript + WebAssembly after collecting garbage, in brackets the resident "
                f"memory of all renderers: {', '.join(held)}."
            )
    return notes


def accuracy_notes(job: dict[str, Any]) -> list[str]:
    right = [f"{package['name']} {math.floor(1e4 * package['accuracy']) / 100:.2f} %" for package in job["packages"]]
    return [f"The packages' accuracy on the 25,000 test reviews of IMDB: {', '.join(right)}."]


def versions(found: dict[str, Any]) -> str:
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    peers = (f"{name} {wanted[name]}" for name in ("onnxruntime-web", "@tensorflow/tfjs-core", "@litertjs/core"))
    return f"Chromium {found['browser']}, node {found['node']}, {', '.join(peers)}."


if __name__ == "__main__":
    main()
