"""fastText, with the text preparation and the settings of its repository's `quantization-example.sh`.

Settings: `-dim 10 -lr 0.1 -wordNgrams 2 -minCount 1`, then `quantize -qnorm -retrain -cutoff N`. The tables differ from
the script where that is better for fastText on IMDB; `SETTINGS` is what is used.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import fasttext

from bench.datasets import Texts

SETTINGS = {"dim": 10, "lr": 0.1, "wordNgrams": 2, "minCount": 1, "epoch": 5}
CUTOFF = 1_150  # n-grams kept: 34 KB
PREFIX = "__label__"

SPACED = re.compile(r"([.,()!?])")
DROPPED = re.compile(r"[;:\"]|<br />")
BLANKS = re.compile(r"\s+")


def prepared(text: str) -> str:
    """One line, as `normalize_text` of fastText's example scripts makes it: lower case, punctuation apart."""
    text = DROPPED.sub(" ", text.lower().replace("'", " ' "))
    return BLANKS.sub(" ", SPACED.sub(r" \1 ", text)).strip()


def write_lines(path: Path, data: Texts) -> None:
    """The training file fastText wants."""
    lines = (f"{PREFIX}{label} {prepared(text)}\n" for text, label in zip(data.texts, data.labels, strict=True))
    path.write_text("".join(lines), encoding="utf-8")


def train(lines: Path, *, threads: int = 2, seed: int = 0) -> Any:
    return fasttext.train_supervised(str(lines), thread=threads, seed=seed, verbose=0, **SETTINGS)


def quantise(model: Any, lines: Path, out: Path, *, cutoff: int, threads: int = 2) -> Path:
    """Quantises the model in place and writes the .ftz."""
    model.quantize(str(lines), qnorm=True, retrain=True, cutoff=cutoff, thread=threads, verbose=0)
    model.save_model(str(out))
    return out


def load(path: Path) -> Any:
    return fasttext.load_model(str(path))


def raw_single(model: Any) -> Callable[[Sequence[str]], list[Any]]:
    """One by one through the binding under `predict`, which raises on NumPy 2 in some builds; lines end in LF."""
    return lambda lines: [model.f.predict(line, 1, 0.0, "strict") for line in lines]


def accuracy(model: Any, data: Texts) -> float:
    found, _ = model.predict([prepared(text) for text in data.texts])
    return sum(a[0] == PREFIX + b for a, b in zip(found, data.labels, strict=True)) / len(data)


if __name__ == "__main__":  # train and quantise: LINES OUT
    source, target = map(Path, sys.argv[1:3])
    quantise(train(source), source, target, cutoff=CUTOFF)
