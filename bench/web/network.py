"""A text CNN in Chromium: the peers' model, theirs and as a package of ours, 256 words a text, in the same run."""

from __future__ import annotations

import argparse
import json
import subprocess
from statistics import median
from typing import Any

from bench import datasets, network
from bench.report import Report
from bench.web import _text_cnn
from bench.web.pages import HERE, INSTALL, ROOT
from pinnace import shipping
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.process import find
from pinnace.runtime import Package

FOLDER = ROOT / "run" / "bench-web-network"
NAME, TEXTS = "text CNN", 64
ROUNDS = "open:5/5"
NOTES = (
    "prediction: text in, probability out, words read by all; 64 reviews of IMDB's test set in turn, each cut to "
    "exactly 256 words; median of blocks of 10 ms and more; in brackets fastest and slowest. One thread each.",
    "The same shapes: embedding 20,000 x 100, convolution over 5 words to 64 channels, maximum, one output; random "
    "weights. Peers: what `bench/web/README.md` says, at their best.",
    "Our table has 64 levels within -64 ... 63, as tables of our own networks may; 8-bit tables of others are rounded "
    "to them. Weights are random, so no accuracy is told.",
    "times: the peer's median over ours.",
    "Our answer to the first text equals Python's to the last bit.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round of each, nothing saved")
    parser.add_argument("--rounds", default=ROUNDS, help="mode:ours/peers (%(default)s)")
    args = parser.parse_args()
    report = Report("web_network", "A text CNN in Chromium", quick=args.quick, command="web/network")
    expected = prepare()
    subprocess.run(
        ["node", HERE / "bench.mjs", FOLDER, "open:1/1" if args.quick else args.rounds], cwd=HERE, check=True
    )
    found = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    blocks = {each["id"]: timed(each) for each in found["results"]}
    answers = {visit["answer"] for visit in found["results"][0]["visits"]["open"]}
    if answers != {expected}:
        raise SystemExit(f"the page answers {answers}, Python {expected}")
    ours = median(next(iter(blocks.values())))
    for name, times in blocks.items():
        shown = f"{median(times):.3f} ({min(times):.3f}–{max(times):.3f})" if times else "*not run*"
        report.add(what=name, prediction_ms=shown, times=f"{median(times) / ours:.1f}" if times else "")
    report.notes = [*NOTES, f"Chromium {found['browser']}, node {found['node']}. Rounds: {args.rounds}."]
    report.facts = {"visits": found["results"]}
    report.finish()


def timed(each: dict[str, Any]) -> list[float]:
    return [block for visit in each["visits"].get("open", []) for block in visit.get("blocks", [])]


def prepare() -> float:
    """Writes what is visited; what Python answers to the first text."""
    subprocess.run(INSTALL.split(), cwd=HERE, check=True)
    _text_cnn.write(FOLDER / "text_cnn", datasets.load("imdb", "train").texts)
    vocabulary = (FOLDER / "text_cnn" / "vocab.txt").read_text().split("\n")
    package = network.package(vocabulary[2:])
    (FOLDER / "network.pinnace").write_bytes(package)
    web = shipping.ship(FOLDER / "network.pinnace", ["web"], FOLDER / "shipped").targets["web"]
    texts = network.texts(datasets.load("imdb", "test").texts, TEXTS)
    model = Package(package)
    answer = model.predict(texts[0]).probabilities[model.labels[1]]
    browser = find("chromium", "chromium-browser", "google-chrome")
    lowered = {"name": NAME, "web": str(web), "file": "network.pinnace"}
    job = {"packages": [], "network": lowered, "texts": texts, "marks": [], "flags": FLAGS, "chromium": browser}
    (FOLDER / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return float(answer)


if __name__ == "__main__":
    main()
