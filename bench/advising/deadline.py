"""The deadline model against Chromium: predicted and measured ms on the device and over three networks; bar: 25 %."""

from __future__ import annotations

import argparse
import base64
import csv
import json
import os
import subprocess
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from bench import ours
from bench.advising import _drawing, _packages
from bench.advising._drawing import Point
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
from pinnace.packaging import evidence, saving

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "run" / "bench-deadline"
BAR = 0.25
# A network and a device of the price book each: ms of a round trip, Mbit/s down and up; times slower than this machine.
PROFILES = {
    "wifi, fast phone": ("wifi", 2.0),
    "p75, middling phone": ("p75", 4.0),
    "slow4g, slow phone": ("slow4g", 10.0),
}
OPEN = "open"  # without throttling
STARTER = "words"  # the package in the starter
SIZES = (1_000, 20_000, 100_000)  # bytes of a request
REQUESTS, ANSWERS = 4, 60  # of a visit, of each size; of the starter
QUIET = ["--no-audit", "--no-fund", "--loglevel=error"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, nothing saved")
    parser.add_argument("--rounds", type=int, default=3, help="beside those that earlier runs kept")
    args = parser.parse_args()
    report = Report(
        "advise-deadline", "The deadline model against Chromium", quick=args.quick, command="advising/deadline"
    )
    files = packages()
    visits = visited(files, 1 if args.quick else args.rounds)
    apps = {name: advised(path) for name, path in files.items()}
    overhead = {size: median(requests(visits, OPEN, size)) for size in SIZES}
    points: list[Point] = []
    for name, (network, slowdown) in PROFILES.items():
        for package, app in apps.items():
            points.append((name, "device", package, device_ms(app, slowdown), means(visits, name, package)))
        expected = device_ms(apps[STARTER], slowdown)
        points.append((name, "starter", STARTER, expected, means(visits, name)))
        for size in SIZES:
            expected = request_ms(apps["reviews"], network, size, overhead[size])
            points.append((name, "server", f"{size:,} bytes", expected, requests(visits, name, size)))
    for name, place, what, expected, times in points:
        middle = spread(times)
        report.add(
            profile=name, place=place, what=what, predicted=f"{expected:,.3g} ms",
            measured=f"{middle['median']:,.3g} ({middle['low']:,.3g}–{middle['high']:,.3g})",
            off=f"{expected / middle['median'] - 1:+.0%}",
        )  # fmt: skip
    report.notes = notes(apps, visits, points)
    report.facts = {"visits": visits, "off": {place: off(points, place) for place in ("device", "starter", "server")}}
    report.finish()
    if not args.quick:
        (RESULTS / "advise-deadline.svg").write_text(_drawing.chart(points, BAR), encoding="utf-8")


def packages() -> dict[str, Path]:
    """Name -> file: a trained linear one, and networks over words and over a picture with weights by chance."""
    reviews = ROOT / "examples" / "reviews" / "reviews.csv"
    found = {name: FOLDER / f"{name}.pinnace" for name in ("reviews", "words", "picture")}
    if not all(path.exists() for path in found.values()):
        saving.save(found["reviews"], ours.train(reviews, FOLDER / "trained", max_size="16.5KB")[0].read_bytes())
        saving.save(found["words"], _packages.words(texts(reviews)))
        saving.save(found["picture"], _packages.picture())
    return found


def texts(reviews: Path) -> list[str]:
    """Reviews one behind the other: 32 texts of about 250 words."""
    with reviews.open(encoding="utf-8", newline="") as file:
        rows = [row["text"] for row in csv.DictReader(file)]
    words = " ".join(rows).split()
    return [" ".join(words[250 * i : 250 * (i + 1)]) for i in range(32)]


def advised(package: Path) -> App:
    """The app of a page with the package, as `pinnace advise --package` sees it; the middle one of five times."""
    app = parse({"task": {"kind": evidence.read(package)["card"]["task"], "platforms": ["web"]}})
    found = [measure(app, package)[0] for _ in range(5)]
    return sorted(found, key=lambda each: each.model.desktop_ms.likely if each.model.desktop_ms else 0.0)[2]


def visited(files: dict[str, Path], rounds: int) -> list[dict[str, Any]]:
    """What Chromium measured in each visit, those of earlier runs with the same packages first."""
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-package-lock", *QUIET], cwd=HERE, check=True)
    ship = FOLDER / "ship"
    folders = {name: shipping.ship(path, ["web"], ship / name).targets["web"] for name, path in files.items()}
    entries = books.load().networks
    profiles: list[dict[str, Any]] = [{"name": OPEN, "network": None, "slowdown": 1}]
    for name, (network, slowdown) in PROFILES.items():
        entry = entries[network]
        profiles.append({"name": name, "network": [entry.p50_ms, entry.down_mbps, entry.up_mbps], "slowdown": slowdown})
    inputs = {name: [case["input"] for case in evidence.read(path)["goldens"]] for name, path in files.items()}
    job = {
        "profiles": profiles, "sizes": SIZES, "requests": REQUESTS, "answers": ANSWERS, "rounds": rounds,
        "flags": FLAGS, "packages": [{"name": name, "inputs": found} for name, found in inputs.items()],
        "texts": [base64.b64decode(each).decode() for each in inputs[STARTER]],
        "chromium": find("chromium", "chromium-browser", "google-chrome"),
    }  # fmt: skip
    with Host(starter(files[STARTER]), folders, files["reviews"]) as host:
        (FOLDER / "job.json").write_text(json.dumps({**job, "address": host.address}), encoding="utf-8")
        subprocess.run(["node", HERE / "deadline.mjs", FOLDER / "job.json", FOLDER / "visits.json"], check=True)
    found: list[dict[str, Any]] = json.loads((FOLDER / "visits.json").read_text(encoding="utf-8"))["visits"]
    return found


def starter(package: Path) -> Path:
    """The folder of the starter, built as its README says."""
    app = FOLDER / "starter" / "app"
    if not (app / "dist").exists():
        shipping.ship(package, ["web"], FOLDER / "starter", app=True)
        subprocess.run(["npm", "ci", *QUIET], cwd=app, check=True)
        subprocess.run(["npx", "vite", "build", "--logLevel", "warn"], cwd=app, check=True)
    return app / "dist"


def requests(visits: list[dict[str, Any]], profile: str, size: int) -> list[float]:
    return [ms for each in visits if each["profile"] == profile for ms in each["requests"][str(size)]]


def means(visits: list[dict[str, Any]], profile: str, package: str = "") -> list[float]:
    """ms of a prediction of a package, else of an answer of the starter: the mean of each visit.

    The stops that slow a page down hit few predictions, but hard. The longest twentieth is left out: it is rather this
    machine's other work.
    """
    found = [each["device"][package] if package else each["starter"] for each in visits if each["profile"] == profile]
    return [mean(sorted(times)[: len(times) - len(times) // 20]) for times in found]


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


def off(points: list[Point], place: str) -> float:
    """How far predictions are off the measured medians: the median of a place's points."""
    return median(abs(expected / median(times) - 1) for _, where, _, expected, times in points if where == place)


def notes(apps: dict[str, App], visits: list[dict[str, Any]], points: list[Point]) -> list[str]:
    every = [abs(expected / median(times) - 1) for *_, expected, times in points]
    places = ", ".join(f"{off(points, place):.0%} {place}" for place in ("device", "starter", "server"))
    found = [(name, app, median(means(visits, OPEN, name))) for name, app in apps.items()]
    unslowed = [
        f"{name} {ms:.3g} ms ({app.model.desktop_ms.likely:.3g})" for name, app, ms in found if app.model.desktop_ms
    ]
    version = json.loads((FOLDER / "visits.json").read_text(encoding="utf-8"))
    return [
        f"Off by {median(every):.0%} at the median of {len(every)} points, {max(every):.0%} at most; medians of the "
        f"places: {places}. Bar: {BAR:.0%} at the median.",
        "What is predicted: the likely time on the device, its slowdown times what `pinnace advise --package` measures "
        "here with the shipped core; and a request's time on an open connection.",
        "How many times slower a page is than this machine was set by a page without throttling (profile “open”), "
        "which has no part in the figures above. There a prediction took, in brackets what was predicted: "
        + f"{', '.join(unslowed)}; in the starter {median(means(visits, OPEN)):.3g} ms.",
        "Packages: reviews, linear, trained on examples/reviews; words, a text CNN, and picture, a residual network at "
        "64 x 64 from pictures of 240 x 180, with weights by chance.",
        "device: the shipped SDK, called now and then in the starter's page, with other data in the caches. starter: "
        "texts written into the web starter's field, the ms that it says its answer took. Chromium slows down the "
        "page's thread and no worker, so the starter's worker ran in the page's thread.",
        "server: the core behind Python's own HTTP server on this machine. What a request takes without throttling is "
        "taken as the time in the server; the network's part is the model's.",
        "Chromium delays answers, not handshakes: an open connection is compared, a first request is not.",
        f"Measured: median, in brackets the middle half; {len(visits)} visits. "
        f"Chromium {version['browser']}, node {version['node']}; load {os.getloadavg()[0]:.1f} at the end.",
        "The chart: advise-deadline.svg.",
    ]


if __name__ == "__main__":
    main()
