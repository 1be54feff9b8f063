"""A camera in Chromium, 640 x 480 at 60 frames a second, through the web SDK: answers a second, and the page's part."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.machine import ROOT
from bench.report import Report
from bench.web import _mobile
from bench.web._pages import BROWSERS, asked
from pinnace.runtime import Package
from pinnace.shipping import web

EXAMPLE = ROOT / "examples" / "symbols"
SHOWN = "star"
NOTES = (
    "answers a second: pictures that were taken, resized and answered, one at a time, as the starter app does it "
    "(requestVideoFrameCallback; of what comes meanwhile the last); headless, no GPU. camera: its own rate.",
    "page stops: the longest time in which the page could do nothing else; a timer of 1 ms tells.",
    "growth: what page, worker and wasm hold after 1,000 more frames (performance.measureUserAgentSpecificMemory).",
    "random96: random weights, 13 million multiplications (bench/web/_mobile.py); symbols: examples/symbols. "
    f"The film shows a {SHOWN}; right: answers of symbols that say so.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a second each, nothing saved")
    args = parser.parse_args()
    report = Report("camera", "A live camera in Chromium", quick=args.quick, command="web/camera")
    packages = {"random96": _mobile.package(), "symbols": (EXAMPLE / "symbols.pinnace").read_bytes()}
    seconds, frames = (1, 50) if args.quick else (8, 1000)
    report.notes = list(NOTES)
    visits = report.facts["visits"] = {}
    for name, facts in visited(packages, seconds, frames):
        package, worker = name.split()
        visits[name] = facts
        report.add(**row(package, worker == "true", facts, Package(packages[package])))
        report.save()
    report.finish()


def row(package: str, worker: bool, facts: dict[str, Any], model: Package) -> dict[str, str]:
    view = model.view
    assert view
    total = sum(facts["label"].values())
    held = facts["held"]
    return {
        "package": f"{package}, {view.width} x {view.height}",
        "works": "in a worker" if worker else "on the page's thread",
        "answers a second": f"{facts['rate']:.1f}",
        "camera": f"{facts['presented']:.1f}",
        "ms, median (95 %)": f"{facts['half']:.1f} ({facts['most']:.1f})",
        "page stops, ms": f"{facts['stop']:.0f}",
        "growth, KB": f"{(held[1] - held[0]) / 1000:+,.0f}" if len(held) > 1 else "",
        "right": f"{facts['label'].get(SHOWN, 0) / total:.1%}" if SHOWN in model.labels else "",
    }


def visited(packages: dict[str, bytes], seconds: float, frames: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the page told of each package and place of work."""
    site = {f"{name}/{path}": data for name, one in packages.items() for path, data in web.files(one, name).items()}
    site["page.js"] = Path(__file__).with_name("camera.mjs").read_bytes()
    site["job.json"] = json.dumps({"packages": list(packages), "seconds": seconds, "frames": frames}).encode()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        film, home = Path(folder, "film.y4m"), Path(folder, "home")
        home.mkdir()
        options = ("--rate", "60", "--seconds", "0.01")  # one picture, over and over
        subprocess.run([sys.executable, EXAMPLE / "film.py", film, SHOWN, *options], check=True)

        def command(home: Path, address: str) -> Sequence[str]:
            browser, *others = BROWSERS["Chromium"](home, address)
            fake = ["--use-fake-device-for-media-stream=fps=60", "--use-fake-ui-for-media-stream"]
            return [browser, *fake, f"--use-file-for-fake-video-capture={film}", *others]

        for name, body in asked(site, command, home, 2 * len(packages)):
            yield name, json.loads(body)


if __name__ == "__main__":
    main()
