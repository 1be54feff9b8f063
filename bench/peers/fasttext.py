"""fastText, with the text preparation and the settings of its repository's `quantization-example.sh`.

That is `-dim 10 -lr 0.1 -wordNgrams 2 -minCount 1 -epoch 5`, then `quantize -qnorm -retrain -cutoff N`, on shuffled
lines. Two things differ, because they are better for fastText on IMDB: the default number of buckets (it starts
faster) and as many epochs of retraining as of training (the script has one; worth a point at 34 KB). Its tutorial
trains for 25 epochs: the full model gains four points by that, the quantised one loses half a point.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import fasttext

from bench.datasets import Texts

SETTINGS = {"dim": 10, "lr": 0.1, "wordNgrams": 2, "minCount": 1}
EXAMPLE, TUTORIAL = 5, 25  # epochs
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


def train(lines: Path, *, epochs: int = EXAMPLE, threads: int = 2) -> Any:
    return fasttext.train_supervised(str(lines), epoch=epochs, thread=threads, verbose=0, **SETTINGS)


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


if __name__ == "__main__":  # train and quantise: LINES OUT EPOCHS
    source, target = map(Path, sys.argv[1:3])
    quantise(train(source, epochs=int(sys.argv[3])), source, target, cutoff=CUTOFF)
