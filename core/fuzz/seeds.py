"""Write the seed corpora: real small packages, texts that go through every rule of the tokenizer, and pictures.

    python core/fuzz/seeds.py FOLDER

Made, never committed: seeds follow the format when it changes. Needs pinnace (and its core) importable.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from attacks import good  # noqa: E402

TEXTS = {
    "plain": b"A great film, it's the best of 1999! Rated 9.5 out of 10... (really)",
    "long": b"an extraordinarily overcomplicated counterrevolutionary unputdownable thing " * 3,
    "latin": "Çà et là, l’été: naïve ﬁne Straße ẞ ½ İi ǅ ế".encode(),
    "marks": "e\u0323\u0301\u0302\u0308\u0327 o\u0302\u0323".encode(),
    "scripts": "Не хорошо Ὀδυσσεύς 中文とても良い 한국어 ภาษาไทย עִבְרִית العربية हिन्दी".encode(),
    "wide": "ＡＢＣ１２３　𝓱𝓮𝓵𝓵𝓸".encode(),
    "emoji": "👍🏽👩‍👩‍👧‍👦🇩🇪❤️ ok\u200bok\u00adok".encode(),
    "broken": b"ok \xff\xfe \xc3 caf\xe9 \xed\xa0\x80 \xf0\x9f\x91 \xf4\x90\x80\x80 \xc0\xaf end",
    "digits": b"1,234,567.89 3.14.15 'tis rock'n'roll ''a'' ,,, ...",
}
PICTURES = {
    f"{width}x{height}-turn{turn}": struct.pack("<III", width, height, turn) + bytes(range(4 * width * height))
    for width, height, turn in ((1, 1, 1), (5, 3, 6), (3, 20, 8))
}


def main(folder: Path) -> None:
    packages, pictures = good.packages(), good.pictures()
    _write(folder / "loader", packages | pictures)
    texts = {f"{name}-{text}": data + content for name, data in packages.items() for text, content in TEXTS.items()}
    seen = {f"{name}-{size}": data + pixels for name, data in pictures.items() for size, pixels in PICTURES.items()}
    _write(folder / "runner", texts | seen)
    options = {"words": bytes([2, 0, 40]), "chars": bytes([0, 19, 7]), "both": bytes([4, 1 + 9 * 7, 0])}
    tokenizer = {f"{name}-{text}": head + content for name, head in options.items() for text, content in TEXTS.items()}
    _write(folder / "tokenizer", tokenizer)


def _write(folder: Path, seeds: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
