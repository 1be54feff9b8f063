"""A good package in parts, each of which an attack may write otherwise: checksum, lengths and counts are put right
around what it changes, so that a case is refused for its idea and for nothing else.

Numbers are varints of any size, and where an attack gives bytes instead they are written as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np

from pinnace.packaging import numbers as n
from pinnace.packaging import sparse_rows, writer

Number = int | bytes
KINDS = {"labels": n.LABELS, "tensors": n.TENSORS, "plan": n.PLAN}
LEVELS = (-900, -300, 0, 200, 700)
ROWS, BITS = 40, 10


def number(value: Number) -> bytes:
    return n.varint(value) if isinstance(value, int) else value


def package(**changed: bytes) -> bytes:
    """Two labels, 40 features, logistic; `labels`, `tensors` or `plan` as the attacker writes them."""
    sections = {"labels": labels(b"bad", b"good"), "tensors": tensors(features(), bias()), "plan": plan(), **changed}
    return writer.assemble({kind: sections[name] for name, kind in KINDS.items()})


def sealed(body: bytes) -> bytes:
    """A header that is true of any body: magic, length, checksum."""
    head = writer.assemble({})[:8]
    return head + (n.HEADER + len(body)).to_bytes(4, "little") + crc32(body).to_bytes(4, "little") + body


def section(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + number(len(content)) + content


def labels(*names: bytes, count: Number | None = None) -> bytes:
    return number(len(names) if count is None else count) + b"".join(bytes([len(name)]) + name for name in names)


@cache
def payload(rows: int = ROWS, columns: int = 1, bits: int = BITS) -> bytes:
    """The coded rows of a good tensor."""
    random = np.random.default_rng(0)
    keys = np.sort(random.choice(1 << bits, rows, replace=False))
    codes = random.integers(0, len(LEVELS), (rows, columns))
    whole = sparse_rows.encode(bits, keys, codes, np.array(LEVELS))
    at = 2 + len(number(rows)) + len(number(columns)) + 1 + 2 * len(LEVELS)
    while whole[at] & 128:  # the payload's length
        at += 1
    return whole[at + 1 :]


def features(
    bits: int = BITS,
    rows: Number = ROWS,
    columns: Number = 1,
    levels: Sequence[int] = LEVELS,
    coded: bytes | None = None,
    length: Number | None = None,
) -> bytes:
    """A tensor of sparse rows, without its id."""
    if coded is None:
        coded = payload()
    head = bytes([n.SPARSE_ROWS, bits]) + number(rows) + number(columns) + bytes([len(levels)])
    head += b"".join(level.to_bytes(2, "little", signed=True) for level in levels)
    return head + number(len(coded) if length is None else length) + coded


def bias(*values: int, rows: Number = 1, columns: Number | None = None) -> bytes:
    """A raw tensor, without its id."""
    values = values or (17,)
    data = b"".join(value.to_bytes(4, "little", signed=True) for value in values)
    return bytes([n.RAW]) + number(rows) + number(len(values) if columns is None else columns) + data


def tensors(*tensors: bytes, ids: Sequence[int] | None = None, count: Number | None = None) -> bytes:
    named = zip(ids or range(len(tensors)), tensors, strict=True)
    return number(len(tensors) if count is None else count) + b"".join(number(i) + tensor for i, tensor in named)


SCORES, CHANCES = (n.INT32, 1, 0), (n.UINT32, 2, 4)  # values of the good plan: type, how many, offset


def gram_sum(
    words: Number = 2,
    low: Number = 0,
    high: Number = 0,
    multiplier: Number = 0x9E3779B1,
    features: Number = 0,
    bias: Number = 1,
    out: Number = 0,
) -> bytes:
    return bytes([n.GRAM_SUM]) + b"".join(map(number, (words, low, high, multiplier, features, bias, out)))


def logistic(into: Number = 1, scores: Number = 0) -> bytes:
    return bytes([n.LOGISTIC]) + number(scores) + number(into)


def softmax(into: Number = 1, scores: Number = 0) -> bytes:
    return bytes([n.SOFTMAX]) + number(scores) + number(into)


def plan(
    values: Sequence[tuple[int, Number, Number]] = (SCORES, CHANCES),
    ops: Sequence[bytes] | None = None,
    arena: Number = 12,
    task: int = n.TEXT,
    version: int = n.TEXT_VERSION,
    scores: Number = 0,
    chances: Number = 1,
) -> bytes:
    if ops is None:
        ops = (gram_sum(), logistic())
    head = bytes([task, version]) + number(arena) + number(len(values))
    head += b"".join(bytes([kind]) + number(many) + number(offset) for kind, many, offset in values)
    return head + number(len(ops)) + b"".join(ops) + number(scores) + number(chances)
