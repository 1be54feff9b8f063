"""The deadline model against Chromium: predicted and measured ms on the device and over three networks; bar: 25 %."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench import ours
from bench.advising import _drawing
from bench.advising._host import Host
from bench.interval import spread
from bench.machine import ROOT
from bench.report import RESULTS, Report
from pinnace import shipping
from pinnace.advising import Amount, measure, parse
from pinnace.advising import book as books
from pinnace.advising.app import App
from pinnace.advising.book import Book, Device, Network
from pinnace.advising.case import Case
from pinnace.advising.draws import likely
from pinnace.advising.facts import facts
from pinnace.advising.options import enumerate_options
from pinnace.advising.rating import rate
from pinnace.advising.speed import quantile_ms
from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.process import find
from pinnace.packaging import evidence

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "run" / "bench-deadline"
BAR = 0.25
# A network and a device of the price book each: ms of a round trip, Mbit/s down and up; times slower than this machine.
PROFILES = {
    "wifi, fast phone": ("wifi", 2.0),
    "p75, middling phone": ("p75", 4.0),
    "slow4g, slow phone": ("slow4g", 10.0),
}
SIZES = (1_000, 20_000, 100_000)  # bytes of a request
INSTALL = "npm install --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, nothing saved")
    parser.add_argument("--package", type=Path, help="instead of training one on the bundled reviews")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    report = Report(
        "advise-deadline", "The deadline model against Chromium", quick=args.quick, command="advising/deadline"
    )
    package = (
        args.package
        or ours.train(ROOT / "examples" / "reviews" / "reviews.csv", FOLDER / "package", max_size="16.5KB")[0]
    )
    app, _ = measure(parse({"task": {"platforms": ["web"]}}), package)
    found = visited(package, 1 if args.quick else args.rounds)
    overhead = {size: median(found["results"]["open"]["requests"][str(size)]) for size in SIZES}
    points = []
    for name, (network, slowdown) in PROFILES.items():
        measured = found["results"][name]
        points.append((name, "device", "one prediction", device_ms(app, slowdown), blocks(measured)))
        for size in SIZES:
            expected = request_ms(app, network, size, overhead[size])
            points.append((name, "server", f"{size:,} bytes", expected, measured["requests"][str(size)]))
    for name, place, what, expected, times in points:
        middle = spread(times)
        report.add(
            profile=name, place=place, what=what, predicted=f"{expected:,.3g} ms",
            measured=f"{middle['median']:,.3g} ({middle['low']:,.3g}–{middle['high']:,.3g})",
            off=f"{expected / middle['median'] - 1:+.0%}",
        )  # fmt: skip
    off = [abs(expected / median(times) - 1) for *_, expected, times in points]
    report.notes = notes(app, found, off)
    report.facts = {
        "visits": found,
        "off_median": float(np.median(off)),
        "off_most": max(off),
        "load_at_end": os.getloadavg()[0],
    }
    report.finish()
    if not args.quick:
        (RESULTS / "advise-deadline.svg").write_text(_drawing.chart(points, BAR), encoding="utf-8")


def visited(package: Path, rounds: int) -> dict[str, Any]:
    """What Chromium measured: {"results": profile -> {"device": ms, "requests": bytes -> ms}}."""
    subprocess.run(INSTALL.split(), cwd=HERE, check=True)
    web = shipping.ship(package, ["web"], FOLDER / "ship").targets["web"]
    entries = books.load().networks
    profiles: list[dict[str, Any]] = [{"name": "open", "network": None, "slowdown": 1}]
    for name, (network, slowdown) in PROFILES.items():
        entry = entries[network]
        profiles.append({"name": name, "network": [entry.p50_ms, entry.down_mbps, entry.up_mbps], "slowdown": slowdown})
    inputs = [case["input"] for case in evidence.read(package)["goldens"]]
    job = {
        "profiles": profiles, "sizes": SIZES, "requests": 4, "rounds": rounds, "inputs": inputs, "flags": FLAGS,
        "chromium": find("chromium", "chromium-browser", "google-chrome"),
    }  # fmt: skip
    with Host(web, package) as host:
        (FOLDER / "job.json").write_text(json.dumps({**job, "address": host.address}), encoding="utf-8")
        subprocess.run(["node", HERE / "deadline.mjs", FOLDER / "job.json", FOLDER / "result.json"], check=True)
    found: dict[str, Any] = json.loads((FOLDER / "result.json").read_text(encoding="utf-8"))
    return found


def device_ms(app: App, slowdown: float) -> float:
    """The model's median on a device so many times slower."""
    device = Device(slowdown=Amount(slowdown, slowdown, slowdown), share=1)
    return predicted(app, "own/device", {}, {"it": device}, {})


def request_ms(app: App, network: str, size: int, overhead: float) -> float:
    """The model's median of a request on an open connection; `overhead` is what it takes without any network."""
    entry = books.load().networks[network]
    steady = Network(
        p50_ms=entry.p50_ms, p95_ms=entry.p50_ms, down_mbps=entry.down_mbps, up_mbps=entry.up_mbps, share=1
    )
    numbers = {"use.session": 1e9, "use.offline": 0.0, "input.bytes": size, "server.overhead_ms": overhead,
               "model.server_desktop_ms": 0.0}  # fmt: skip
    return predicted(app, "own/serverless", {"it": steady}, {}, numbers)


def predicted(app: App, option: str, networks: Any, devices: Any, numbers: dict[str, float]) -> float:
    """ms of the advice's own model, through the code that the advice takes."""
    book: Book = books.changed(books.load(), {}, networks, devices, "")
    case = likely(app, book, facts(app, book))
    case = Case(app, book, {**case.numbers, **{name: np.array([float(n)]) for name, n in numbers.items()}})
    (rated,) = rate(case, [each for each in enumerate_options(app, book) if each.id == option])
    return quantile_ms(case, rated, 0.5)


def blocks(measured: dict[str, Any]) -> list[float]:
    """ms of the blocks in which the machine had most to spare."""
    return [each["ms"] for each in measured["device"]]


def notes(app: App, found: dict[str, Any], off: list[float]) -> list[str]:
    assert app.model.desktop_ms is not None
    open_ms = median(blocks(found["results"]["open"]))
    spare = [each["spare"] for measured in found["results"].values() for each in measured["device"]]
    return [
        f"Off by {np.median(off):.0%} at the median of {len(off)} points, {max(off):.0%} at most; "
        f"bar: {BAR:.0%} at the median.",
        f"Device: `pinnace advise --package` said {app.model.desktop_ms.likely:.3g} ms of this machine. The page "
        f"predicts the same inputs with the shipped SDK, slowed down by Chromium; unslowed it took {open_ms:.3g} ms.",
        "A page that shares its core with other work looks slower: of its blocks those count that had most to spare; "
        f"at the median {median(spare):.0%} of the machine was idle. Near 0 %, the figures of devices say nothing.",
        "Server: the core behind Python's own HTTP server on this machine. What a request takes without throttling is "
        "taken as the time in the server; the network's part is the model's.",
        "Chromium delays answers, not handshakes: an open connection is compared, a first request is not.",
        f"Measured: median, in brackets the middle half. Chromium {found['browser']}, node {found['node']}; "
        f"load {os.getloadavg()[0]:.1f} at the end.",
        "The chart: advise-deadline.svg.",
    ]


if __name__ == "__main__":
    main()
