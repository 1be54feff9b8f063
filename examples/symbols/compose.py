"""Drawings of symbols as a camera sees them: the pictures that symbols.pinnace was trained on, and any number more.

    python compose.py DIR [--each 900] [--seed 0]        DIR/arrow/0.jpg, …, DIR/triangle/899.jpg
    python compose.py DIR --samples                      DIR/arrow.jpg, …: larger, those of the camera app

A shaky line of ink on paper, or of chalk on a board: turned, tilted, off the middle, under uneven light, beside other
things, out of focus, with noise. "nothing" is all of that without a symbol. The same seed gives the same pictures.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Points = NDArray[np.float64]  # (n, 2) in -1 … 1, x to the right, y down

FINE = 4  # strokes are drawn so many times larger
SIZE = (54, 40)  # sides up to 40: trained in the small view, 32 x 32


def line(*corners: tuple[float, float]) -> Points:
    """Straight from corner to corner."""
    ends = np.array(corners, float)
    steps = np.linspace(0, 1, 24)[:, None]
    return np.vstack([a + steps * (b - a) for a, b in pairwise(ends)])


def turn(begin: float, end: float, n: int = 80) -> NDArray[np.float64]:
    return np.linspace(begin, end, n) * np.pi


def star() -> Points:
    tips = np.arange(11) * 0.8 * np.pi - np.pi / 2  # every second corner of a pentagon
    return line(*zip(np.cos(tips[:6]), np.sin(tips[:6]), strict=True))


def heart() -> Points:
    t = turn(0, 2)
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return np.stack([16 * np.sin(t) ** 3, -y - 2.5], 1) / 16


def spiral() -> Points:
    t = turn(0, 5, 200)
    return np.stack([t * np.cos(t), t * np.sin(t)], 1) / (5 * np.pi)


SYMBOLS: dict[str, list[Points]] = {
    "arrow": [line((-1, 0), (1, 0)), line((0.45, -0.5), (1, 0), (0.45, 0.5))],
    "circle": [np.stack([np.cos(turn(0, 2.05)), np.sin(turn(0, 2.05))], 1)],
    "cross": [line((-0.8, -0.8), (0.8, 0.8)), line((0.8, -0.8), (-0.8, 0.8))],
    "heart": [heart()],
    "nothing": [],
    "spiral": [spiral()],
    "square": [line((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85), (-0.85, -0.85))],
    "star": [star()],
    "triangle": [line((0, -0.95), (0.95, 0.75), (-0.95, 0.75), (0, -0.95))],
}
ANY_WAY_UP = ("arrow", "circle", "spiral")


def drawing(symbol: str, random: Generator, size: tuple[int, int] = SIZE) -> Image.Image:
    """One picture, RGB."""
    width, height = size
    chalk = random.random() < 0.25
    paper, ink = sheet(size, chalk, random), colour(chalk, random)
    place = placement(symbol in ANY_WAY_UP, random, size)
    strokes = [place(stroke) for stroke in shaken(SYMBOLS[symbol], random)]
    strokes += [beside(random, size) for _ in range(random.integers(0, 3))]
    mask = Image.new("L", (width * FINE, height * FINE))
    draw = ImageDraw.Draw(mask)
    thick = random.uniform(0.014, 0.04) * height * FINE
    for stroke in strokes:
        radius = thick * (1 + 0.25 * np.cumsum(random.normal(0, 0.05, len(stroke))))
        ends, widths = (stroke * FINE).tolist(), np.clip(radius, thick * 0.6, thick * 1.5).tolist()
        for (x, y), (to_x, to_y), r in zip(ends, [*ends[1:], ends[-1]], widths, strict=True):
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)
            draw.line((x, y, to_x, to_y), fill=255, width=round(2 * r))
    cover = np.asarray(mask.resize(size, Image.Resampling.BOX), float)[..., None] / 255 * random.uniform(0.75, 1)
    pixels = paper * (1 - cover) + ink * cover
    pixels = pixels * light(size, random) + random.normal(0, random.uniform(1, 9), (height, width, 3))
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return picture.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.011) * height))


def shaken(strokes: list[Points], random: Generator) -> list[Points]:
    """As a hand draws them: a slow wander beside the line."""
    return [stroke + np.cumsum(random.normal(0, 0.01, stroke.shape), 0) for stroke in strokes]


def placement(free: bool, random: Generator, size: tuple[int, int]) -> Callable[[Points], Points]:
    """Somewhere in the picture, turned (``free``: any way up) and tilted; the same for all strokes of a symbol."""
    angle = random.uniform(-1, 1) * np.pi if free else random.normal(0, 0.16)
    scale = random.uniform(0.2, 0.42) * size[1] * np.array([random.uniform(0.8, 1.2), 1])
    middle = np.array(size) / 2 + random.normal(0, 0.07, 2) * size[1]
    tilt = random.normal(0, 0.1, 2)
    c, s = np.cos(angle), np.sin(angle)

    def place(stroke: Points) -> Points:
        turned = stroke @ np.array([[c, s], [-s, c]])
        return turned / (1 + turned @ tilt[:, None]) * scale + middle  # what is farther away is smaller

    return place


def beside(random: Generator, size: tuple[int, int]) -> Points:
    """The edge of a sheet, a pen: a straight line near the border."""
    width, height = size
    away = random.uniform(0.02, 0.12)
    a, b = random.uniform(-0.2, 1.2, 2)
    side = random.integers(4)
    ends = [
        [(a, away), (b, away)],
        [(a, 1 - away), (b, 1 - away)],
        [(away, a), (away, b)],
        [(1 - away, a), (1 - away, b)],
    ]
    return line(*ends[side]) * [width, height]


def sheet(size: tuple[int, int], dark: bool, random: Generator) -> NDArray[np.float64]:
    """(height, width, 3): paper or board, with soft stains and now and then something that lies on it."""
    width, _ = size
    level = random.uniform(15, 80) if dark else random.uniform(150, 250)
    tone = level + random.normal(0, 10, 3)
    coarse = random.normal(0, random.uniform(1, 10), (6, 8)) + random.normal(0, 4)
    stains = np.asarray(Image.fromarray(coarse.astype(np.float32)).resize(size, Image.Resampling.BICUBIC), float)
    pixels = tone + stains[..., None]
    if random.random() < 0.3:  # a table beside the sheet
        part = int(random.uniform(0.02, 0.16) * width)
        other = random.uniform(20, 235) + random.normal(0, 20, 3)
        columns = slice(0, part) if random.random() < 0.5 else slice(width - part, width)
        pixels[:, columns] = other
    return pixels


def colour(chalk: bool, random: Generator) -> NDArray[np.float64]:
    return random.uniform(190, 255, 3) if chalk else random.uniform(0, 95) + random.uniform(0, 60, 3)


def light(size: tuple[int, int], random: Generator) -> NDArray[np.float64]:
    """(height, width, 1): brighter on one side, as in every room."""
    width, height = size
    x, y = np.linspace(-1, 1, width), np.linspace(-1, 1, height)[:, None]
    across, down = random.normal(0, 0.14, 2)
    return np.clip(1 + across * x + down * y, 0.4, 1.6)[..., None]


def drawings(each: int, seed: int, size: tuple[int, int] = SIZE) -> Iterator[tuple[str, int, Image.Image]]:
    """Every symbol ``each`` times: (name, number, picture); a picture depends on its seed, name and number only."""
    for index, symbol in enumerate(SYMBOLS):
        for number in range(each):
            yield symbol, number, drawing(symbol, np.random.default_rng([seed, index, number]), size)


def samples() -> Iterator[tuple[str, Image.Image]]:
    """One picture of each symbol, none of which was trained on."""
    for index, symbol in enumerate(SYMBOLS):
        if symbol != "nothing":
            yield symbol, drawing(symbol, np.random.default_rng([7, index, 2]), (288, 216))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=900, help="pictures of each symbol (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--samples", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.samples:
        for symbol, picture in samples():
            picture.save(args.folder / f"{symbol}.jpg", quality=82)
        return
    for symbol, number, picture in drawings(args.each, args.seed):
        path = args.folder / symbol / f"{number}.jpg"
        path.parent.mkdir(exist_ok=True)
        picture.save(path, quality=90)


if __name__ == "__main__":
    main()
