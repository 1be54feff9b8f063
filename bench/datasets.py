"""Public data sets, found through PINNACE_DATA: a folder per set with train.parquet and test.parquet.

Columns `text` and `label`; imdb has unsup.parquet (`text`) too. Our own two sets are in examples/.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@dataclass(frozen=True)
class Texts:
    """n texts and their labels in words."""

    texts: list[str]
    labels: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def slice(self, n: int) -> Texts:
        """The first n."""
        return Texts(self.texts[:n], self.labels[:n])


def folder(name: str) -> Path:
    root = os.environ.get("PINNACE_DATA")
    if not root or not (Path(root) / name).is_dir():
        raise SystemExit(f"set PINNACE_DATA to the folder that holds {name}/train.parquet and {name}/test.parquet")
    return Path(root) / name


def load(name: str, part: str) -> Texts:
    """`part` of a public set: train or test. Shuffled, always alike: files sorted by class lead fastText astray."""
    table = pq.read_table(folder(name) / f"{part}.parquet", columns=["text", "label"])
    table = table.take(np.random.default_rng(0).permutation(len(table)))
    return Texts(table["text"].to_pylist(), [str(label) for label in table["label"].to_pylist()])


def load_notes(part: str) -> Texts:
    """The bundled mixed-script set; `part` is notes (to train on) or test."""
    return _bundled("notes-mixed", part, "topic")


def load_reviews(part: str) -> Texts:
    """The bundled reviews; `part` is reviews (to train on) or test."""
    return _bundled("reviews", part, "label")


def _bundled(name: str, part: str, label: str) -> Texts:
    with (EXAMPLES / name / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Texts([row["text"] for row in rows], [row[label] for row in rows])


def unlabelled(name: str, known: Sequence[str]) -> list[str]:
    """The unlabelled texts of a public set, without those that equal a known (training or test) text."""
    seen = set(known)
    texts = pq.read_table(folder(name) / "unsup.parquet", columns=["text"])["text"].to_pylist()
    return [text for text in texts if text not in seen]


def write_csv(path: Path, texts: Sequence[str], labels: Sequence[str] | None = None) -> Path:
    """A CSV with the columns text and label, or text alone."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"] if labels is None else ["text", "label"])
        writer.writerows([text] for text in texts) if labels is None else writer.writerows(
            zip(texts, labels, strict=True)
        )
    return path


def load_pictures(name: str, part: str, n: int) -> tuple[list[bytes], list[int]]:
    """n encoded pictures of a public set, shuffled as texts are, and the numbers of their classes."""
    table = pq.read_table(folder(name) / f"{part}.parquet")
    table = table.take(np.random.default_rng(0).permutation(len(table))[:n])
    return table["image"].to_pylist(), table["label"].to_pylist()


def write_pictures(path: Path, pictures: Sequence[bytes], labels: Sequence[str] | None = None) -> Path:
    """A Parquet file with the columns image and label, or image alone."""
    columns = {"image": pa.array(pictures, pa.binary())} | ({} if labels is None else {"label": pa.array(labels)})
    pq.write_table(pa.table(columns), path)
    return path
