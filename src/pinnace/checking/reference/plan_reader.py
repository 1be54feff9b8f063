"""The plan of a package: which operators run, on which values (spec/package.md, "Plan")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.tensors import RawTensor, SparseRows, Tensor

TEXT, TEXT_VERSION = 1, 1
INT32, UINT32 = 0, 1
GRAM_SUM, LOGISTIC, SOFTMAX = 1, 16, 17
MOST_ARENA, MOST_VALUES, MOST_OPS, MOST_WORDS, MOST_CHARS = 1 << 24, 64, 64, 4, 8
MOST_STREAMS = 4  # operators that every word goes through
LARGEST_SCORE = 0x7FFFFFFF


@dataclass(frozen=True)
class Value:
    type: int
    n: int
    offset: int


@dataclass(frozen=True)
class GramSum:
    """Tensors ``features`` and ``bias`` give value ``out``."""

    words: int
    chars: tuple[int, int]
    multiplier: int
    features: int
    bias: int
    out: int


@dataclass(frozen=True)
class Probabilities:
    """logistic or softmax: value ``source`` gives value ``out``."""

    code: int
    source: int
    out: int


@dataclass(frozen=True)
class Plan:
    values: list[Value]
    ops: list[GramSum | Probabilities]
    scores: int
    probabilities: int


def plan(reader: Reader, tensors: Sequence[Tensor], label_count: int) -> Plan:
    if reader.byte() != TEXT:
        refuse("package.op")
    if reader.byte() != TEXT_VERSION:
        refuse("package.argument")
    values = read_values(reader)
    ops: list[GramSum | Probabilities] = []
    written: set[int] = set()
    for _ in range(reader.varint(MOST_OPS)):
        code = reader.byte()
        if code == GRAM_SUM:
            if ops and not isinstance(ops[-1], GramSum):
                refuse("package.op")
            if len(ops) >= MOST_STREAMS:
                refuse("package.limit")
            ops.append(gram_sum(reader, tensors, values))
        elif code in (LOGISTIC, SOFTMAX):
            ops.append(op := probabilities(reader, code, values))
            if op.source not in written:
                refuse("package.value")
        else:
            refuse("package.op")
        if ops[-1].out in written:
            refuse("package.value")
        written.add(ops[-1].out)
    scores, chances = reader.index(len(values)), reader.index(len(values))
    if not {scores, chances} <= written:
        refuse("package.value")
    if (values[scores].type, values[chances].type, values[chances].n) != (INT32, UINT32, label_count):
        refuse("package.value")
    last = next(op for op in ops if op.out == chances)
    if isinstance(last, Probabilities) and last.source != scores:  # what is shown and explained is what was meant
        refuse("package.value")
    return Plan(values, ops, scores, chances)


def read_values(reader: Reader) -> list[Value]:
    arena = reader.varint(MOST_ARENA)
    found: list[Value] = []
    for _ in range(reader.varint(MOST_VALUES)):
        value = Value(reader.byte(), reader.varint(MOST_ARENA), reader.varint(MOST_ARENA))
        end = value.offset + 4 * value.n
        if value.type not in (INT32, UINT32) or value.n == 0 or value.offset % 4 or end > arena:
            refuse("package.value")
        if any(value.offset < other.offset + 4 * other.n and other.offset < end for other in found):
            refuse("package.value")
        found.append(value)
    return found


def gram_sum(reader: Reader, tensors: Sequence[Tensor], values: Sequence[Value]) -> GramSum:
    op = GramSum(
        words=reader.varint(MOST_WORDS),
        chars=(reader.varint(MOST_CHARS), reader.varint(MOST_CHARS)),
        multiplier=reader.varint(MOST),
        features=reader.index(len(tensors)),
        bias=reader.index(len(tensors)),
        out=reader.index(len(values)),
    )
    shortest, longest = op.chars
    if shortest > longest or (shortest == 0) != (longest == 0):
        refuse("package.argument")
    if not (op.words or longest) or op.multiplier % 2 == 0:
        refuse("package.argument")
    features, bias, out = tensors[op.features], tensors[op.bias], values[op.out]
    if not isinstance(features, SparseRows) or not isinstance(bias, RawTensor) or bias.shape[0] != 1:
        refuse("package.argument")
    if not bias.shape[1] == features.shape[1] == out.n or out.type != INT32:
        refuse("package.value")
    if features.largest + bias.largest > LARGEST_SCORE:
        refuse("package.overflow")
    return op


def probabilities(reader: Reader, code: int, values: Sequence[Value]) -> Probabilities:
    op = Probabilities(code, reader.index(len(values)), reader.index(len(values)))
    source, out = values[op.source], values[op.out]
    if (source.type, out.type) != (INT32, UINT32):
        refuse("package.value")
    if (source.n, out.n) != (1, 2) if code == LOGISTIC else source.n < 2 or out.n != source.n:
        refuse("package.value")
    return op
