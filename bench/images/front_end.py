"""How good the small pictures are that networks see: against Pillow's antialiased bilinear, on photos; bar: 0.5 dB."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.report import Report
from pinnace.runtime.picture import View, look, raw

FOLDER = "photos_imagenet1000"
SIDES = (32, 48, 64, 96, 128, 160, 224)
BAR = 0.5  # dB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten photos, nothing saved")
    args = parser.parse_args()
    files = sorted(Path(os.environ["PINNACE_DATA"], FOLDER).glob("*.jpg"))[: 10 if args.quick else None]
    report = Report(
        "front-end", "Small pictures: ours and Pillow's", quick=args.quick, command="images/front_end", notes=NOTES
    )
    found: dict[int, list[tuple[float, float, float]]] = {side: [] for side in SIDES}
    for file in files:
        with Image.open(file) as opened:
            image = opened.convert("RGB")
        for side in SIDES:
            found[side].append(compared(image, side))
    for side, rows in found.items():
        ours, pillows, between = zip(*rows, strict=True)
        less = [b - a for a, b in zip(ours, pillows, strict=True)]
        report.add(
            side=side, photos=len(rows), ours=f"{mean(ours):.3f} dB", Pillow=f"{mean(pillows):.3f} dB",
            below=f"{mean(less):+.3f} dB", worst=f"{max(less):+.3f} dB", between=f"{mean(between):.1f} dB",
            within="yes" if max(less) <= BAR else "no",
        )  # fmt: skip
    report.finish()


NOTES = [
    "ours, Pillow: PSNR of the photo against its small picture grown back to its size by Pillow's bicubic, mean "
    "over the photos. below: how much ours is below Pillow's, worst: most so of one photo. Bar: 0.5 dB for each photo.",
    "between: PSNR of ours against Pillow's small picture. Pillow rounds to whole levels between the two directions, "
    "ours to 1/255 of one, so ours is nearer to the filter without rounding (tests/core/test_look_quality.py).",
    "Photos: photos_imagenet1000, one of each class of ImageNet; stretched to side x side.",
]


def compared(image: Image.Image, side: int) -> tuple[float, float, float]:
    """(PSNR of ours, PSNR of Pillow's, PSNR between the two) in dB, of a side x side picture of an RGB image."""
    whole = np.asarray(image)
    ours = look(raw(whole), View(side, side, "stretch"))
    pillows = np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))
    return psnr(grown(ours, image.size), whole), psnr(grown(pillows, image.size), whole), psnr(ours, pillows)


def grown(small: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))


def psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    error = float(np.mean((a.astype(np.float32) - b) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))


if __name__ == "__main__":
    main()
