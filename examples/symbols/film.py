"""A film of drawings for Chromium's fake camera (--use-file-for-fake-video-capture=FILE), which plays it over and over.

    python film.py FILE.y4m star circle nothing [--seconds 2] [--rate 10] [--seed 1]

YUV4MPEG2 (wiki.multimedia.cx/index.php/YUV4MPEG2), 640 x 480, BT.601 in studio range as cameras deliver it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from compose import SYMBOLS, drawing
from PIL import Image

SIZE = (640, 480)


def frame(picture: Image.Image) -> bytes:
    """One picture as Y, then U and V in half the size."""
    y, u, v = picture.convert("YCbCr").split()  # full range
    half = (picture.width // 2, picture.height // 2)
    planes = [
        studio(y, 16, 219),
        studio(u.resize(half, Image.Resampling.BOX), 16, 224),
        studio(v.resize(half, Image.Resampling.BOX), 16, 224),
    ]
    return b"FRAME\n" + b"".join(planes)


def studio(plane: Image.Image, lowest: int, levels: int) -> bytes:
    return (np.asarray(plane, float) * levels / 255 + lowest + 0.5).astype(np.uint8).tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("symbols", nargs="+", choices=list(SYMBOLS), metavar="SYMBOL")
    parser.add_argument("--seconds", type=float, default=2, help="of each (%(default)s)")
    parser.add_argument("--rate", type=int, default=10, help="frames a second (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with args.file.open("wb") as film:
        film.write(f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F{args.rate}:1 Ip A1:1 C420jpeg\n".encode())
        for symbol in args.symbols:
            random = np.random.default_rng([args.seed, list(SYMBOLS).index(symbol), 10**6])
            film.write(frame(drawing(symbol, random, SIZE)) * max(1, round(args.seconds * args.rate)))


if __name__ == "__main__":
    main()
