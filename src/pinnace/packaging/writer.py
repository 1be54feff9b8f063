"""A model becomes the bytes of a package (spec/package.md): labels, tensors, plan, each in a section of its own."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from typing import Protocol

import numpy as np

from pinnace.errors import PinnaceError
from pinnace.packaging import numbers as n
from pinnace.packaging import sparse_rows
from pinnace.packaging.numbers import varint

FEATURES, BIAS = 0, 1  # tensor ids of the linear rungs; ids are never used for anything else later


class Linear(Protocol):
    """What is packaged: pinnace.training.SparseLinear has these (see there for shapes and units)."""

    classes: tuple[str, ...]
    words: int
    chars: tuple[int, int] | None
    bits: int
    multiplier: int
    buckets: np.ndarray
    codes: np.ndarray
    levels: np.ndarray
    bias: np.ndarray


def write(model: Linear) -> bytes:
    """The shipped bytes of a package. Raises package.label, package.limit for what no core would accept."""
    _refuse(model)
    columns = model.codes.shape[1]
    low, high = model.chars or (0, 0)
    tensors = varint(2)
    tensors += varint(FEATURES) + sparse_rows.encode(model.bits, model.buckets, model.codes, model.levels)
    tensors += varint(BIAS) + bytes([n.RAW]) + varint(1) + varint(columns) + np.asarray(model.bias, "<i4").tobytes()
    classes = len(model.classes)
    scores = bytes([n.INT32]) + varint(columns) + varint(0)
    chances = bytes([n.UINT32]) + varint(classes) + varint(4 * columns)
    gram_sum = bytes([n.GRAM_SUM]) + b"".join(map(varint, (model.words, low, high, model.multiplier, 0, 1, 0)))
    probabilities = bytes([n.LOGISTIC if columns == 1 else n.SOFTMAX]) + varint(0) + varint(1)
    plan = bytes([n.TEXT, n.TEXT_VERSION]) + varint(4 * (columns + classes)) + varint(2) + scores + chances
    plan += varint(2) + gram_sum + probabilities + varint(0) + varint(1)
    return assemble({n.LABELS: encode_labels(model.classes), n.TENSORS: tensors, n.PLAN: plan})


def assemble(sections: dict[int, bytes], level: int = n.CORE_LEVEL) -> bytes:
    """Header, checksum and sections in ascending order."""
    body = b"".join(bytes([kind]) + varint(len(part)) + part for kind, part in sorted(sections.items()))
    head = n.MAGIC + bytes([n.FORMAT, level, 0, 0])
    return head + struct.pack("<II", n.HEADER + len(body), zlib.crc32(body)) + body


def coded_size(model: Linear) -> int:
    """How many bytes `write` makes of it."""
    return len(write(model))


def encode_labels(classes: tuple[str, ...]) -> bytes:
    return varint(len(classes)) + b"".join(bytes([len(label.encode())]) + label.encode() for label in classes)


def refuse_labels(classes: tuple[str, ...]) -> None:
    """Raises package.label or package.limit for labels that no package can carry: known before anything is trained."""
    for label in classes:
        if not 0 < len(label.encode()) <= n.LABEL_BYTES:
            raise PinnaceError(
                "package.label",
                what=f"a label of {len(label.encode())} bytes: “{label[:60]}”",
                hint=f"labels have 1 to {n.LABEL_BYTES} bytes of UTF-8; shorten it",
            )
        if any(unicodedata.category(character) == "Cc" for character in label):
            raise PinnaceError(
                "package.label",
                what=f"a label with control characters: {label[:60]!r}",
                hint="labels are printed: take line breaks, tabs and escape codes out of it",
            )
    if sum(len(label.encode()) + 1 for label in classes) > n.LABELS_BYTES:
        raise PinnaceError(
            "package.limit",
            what=f"{len(classes):,} labels of more than {n.LABELS_BYTES:,} bytes in all",
            hint="shorten the labels",
        )
    if not 2 <= len(classes) <= n.LABEL_COUNT:
        raise PinnaceError(
            "package.label", what=f"{len(classes)} labels", hint=f"2 to {n.LABEL_COUNT} labels are possible"
        )


def _refuse(model: Linear) -> None:
    refuse_labels(model.classes)
    if model.codes.size + model.bias.size > n.WEIGHTS or len(model.buckets) > n.ROWS:
        raise PinnaceError(
            "package.limit", what=f"{model.codes.size:,} weights", hint="train with a smaller --max-size"
        )
