"""Encoded pictures: how far browsers' decoders differ from Pillow's, and how often that changes an answer."""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench.machine import ROOT
from bench.report import Report
from bench.web import _mobile
from bench.web._pages import BROWSERS, asked
from pinnace.data.pictures import decode
from pinnace.runtime import Package
from pinnace.runtime.picture import raw
from pinnace.shipping import web

PHOTOS = "photos_imagenet1000"
SYMBOLS = ROOT / "examples" / "symbols" / "symbols.pinnace"
NOTES = (
    "A browser decodes as the SDK asks it to (no colour profile, alpha kept apart) and hands pixels over through "
    "a canvas; Pillow decodes as training does. Differences are in levels of 0 … 255.",
    "JPEG: the photos as they are. The other files are made of their pixels by Pillow; alpha: a disc that fades out.",
    "What the network gets: after the core's resize to 96 x 96; equal pixels give equal ones.",
    "Answers: changed labels of two packages: random weights, 96 x 96, ten labels that all occur (a tie is common: "
    "the worst case); and examples/symbols, trained, which calls most photos nothing.",
)


@dataclass
class Found:
    """Sums over the pictures of one row."""

    n: int = 0
    values: int = 0
    different: int = 0
    most: int = 0
    total: int = 0
    seen_values: int = 0
    seen_different: int = 0
    seen_most: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    moved: float = 0


def jpeg(path: Path) -> bytes:
    return path.read_bytes()


def png(path: Path) -> bytes:
    return encoded(Image.open(path).convert("RGB"), "PNG")


def alpha(path: Path) -> bytes:
    picture = Image.open(path).convert("RGB")
    width, height = picture.size
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    picture.putalpha(Image.fromarray((255 * np.clip(1.4 - np.hypot(x, y), 0, 1)).astype(np.uint8)))
    return encoded(picture, "PNG")


def webp(path: Path) -> bytes:
    return encoded(Image.open(path).convert("RGB"), "WEBP")


def encoded(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


KINDS: dict[str, tuple[Callable[[Path], bytes], int]] = {  # and of how many photos less: one in so many
    "JPEG": (jpeg, 1),
    "PNG": (png, 5),
    "PNG with alpha": (alpha, 5),
    "WebP": (webp, 5),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten photos, nothing saved")
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), help="a page of its own")
    args = parser.parse_args()
    if not (data := os.environ.get("PINNACE_DATA")):
        raise SystemExit(f"PINNACE_DATA must name a folder that holds {PHOTOS}/*.jpg")
    paths = sorted(Path(data, PHOTOS).glob("*.jpg"))[: 10 if args.quick else args.photos]
    more = "" if args.kinds == list(KINDS) else "-" + "-".join(args.kinds).replace(" ", "-").lower()
    report = Report(
        f"decoding{more}",
        "Encoded pictures: browsers' decoders beside Pillow's",
        quick=args.quick,
        notes=NOTES,
        command="web/decoding" + (f" --kinds {shlex.join(args.kinds)}" if more else ""),
    )
    packages = {"random": _mobile.package([decode(path) for path in paths]), "symbols": SYMBOLS.read_bytes()}
    report.facts = {"rows_exact": []}
    for kind in args.kinds:
        make, step = KINDS[kind]
        files = {f"{i}": make(path) for i, path in enumerate(paths[::step])}
        for browser, command in BROWSERS.items():
            found = compared(files, packages, command)
            report.add(browser=browser, file=kind, **row(found))
            report.facts["rows_exact"].append({"browser": browser, "file": kind, **vars(found)})
            report.save()
    report.finish()


def row(found: Found) -> dict[str, str]:
    shown = {
        "pictures": f"{found.n}",
        "values that differ": f"{found.different / found.values:.2%}",
        "by at most": f"{found.most}",
        "on average": f"{found.total / found.values:.4f}",
        "the network's that differ": f"{found.seen_different / found.seen_values:.2%}",
        "by at most ": f"{found.seen_most}",
    }
    shown |= {f"answers changed, {name}": f"{n} of {found.n}" for name, n in found.changed.items()}
    return shown | {"a probability moves at most": f"{found.moved:.4f}"}


def compared(files: Mapping[str, bytes], packages: Mapping[str, bytes], command: Any) -> Found:
    found, models = Found(changed=dict.fromkeys(packages, 0)), {name: Package(data) for name, data in packages.items()}
    for name, facts, pixels in told(files, packages, command):
        picture = decode(files[name])
        ours = np.frombuffer(picture, np.uint8, offset=12)
        apart = np.abs(composed(pixels) - composed(ours))
        found.n += 1
        found.values += apart.size
        found.different += int((apart > 0).sum())
        found.most = max(found.most, int(apart.max()))
        found.total += int(apart.sum())
        for model in packages:
            answer = models[model].predict_raw(picture)
            theirs = facts[model]["answer"]
            found.changed[model] += answer.label != theirs["label"]
            moved = [abs(p - theirs["probabilities"][label]) for label, p in answer.probabilities.items()]
            found.moved = max(found.moved, *moved)
        seen = np.array(facts["random"]["seen"]).reshape(-1, 4)[:, :3].reshape(_mobile.SIDE, _mobile.SIDE, 3)
        width, height = np.frombuffer(picture, "<u4", 2)
        array = ours.reshape(height, width, 4)
        assert raw(array) == picture
        apart = np.abs(seen - models["random"].seen(array).astype(int))
        found.seen_values += apart.size
        found.seen_different += int((apart > 0).sum())
        found.seen_most = max(found.seen_most, int(apart.max()))
    return found


def composed(rgba: np.ndarray) -> np.ndarray:
    """(n, 3) on white: what is under nothing does not count."""
    pixels = np.asarray(rgba, float).reshape(-1, 4)
    share = pixels[:, 3:] / 255
    return np.rint(pixels[:, :3] * share + 255 * (1 - share)).astype(int)


def told(
    files: Mapping[str, bytes], packages: Mapping[str, bytes], command: Any
) -> Iterator[tuple[str, dict[str, Any], np.ndarray]]:
    """Name, answers and pixels of each file, as the browser has them."""
    site = {f"files/{name}": data for name, data in files.items()}
    for name, package in packages.items():
        site |= {f"{name}/{path}": data for path, data in web.files(package, name).items()}
    site["page.js"] = Path(__file__).with_name("decoding.mjs").read_bytes()
    site["job.json"] = json.dumps({"files": list(files), "packages": list(packages)}).encode()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        for name, body in asked(site, command, Path(home), len(files)):
            size = int.from_bytes(body[:4], "little")
            yield name, json.loads(body[4 : 4 + size]), np.frombuffer(body, np.uint8, offset=4 + size)


if __name__ == "__main__":
    main()
