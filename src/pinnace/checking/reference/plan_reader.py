"""The plan of a package: which operators run, on which values (spec/package.md, "Plan")."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.network import EMBED, LATER, PICTURE, PICTURE_READERS, READERS, Facts, Operator
from pinnace.checking.reference.network.embed import Embed
from pinnace.checking.reference.network.facts import FIXED
from pinnace.checking.reference.network.picture import Picture
from pinnace.checking.reference.tensors import RawTensor, SparseRows, Tensor
from pinnace.checking.reference.values import INT32, UINT32, Value
from pinnace.checking.reference.values import read as read_values

TEXT, IMAGE, VERSION = 1, 2, 1
GRAM_SUM, LOGISTIC, SOFTMAX = 1, 16, 17
MOST_OPS, MOST_WORDS, MOST_CHARS = (64, 128), 4, 8  # operators of level 1, of level 2
MOST_STREAMS = 4  # operators that every word goes through
LARGEST_SCORE = 0x7FFFFFFF
MOST_WORK = 1 << 31  # multiplications of an answer
MOST_EXPLAINING = 1 << 36  # and of an explanation: an answer for each word that has a row


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


Op = GramSum | Probabilities | Operator


@dataclass(frozen=True)
class Plan:
    values: list[Value]
    ops: list[Op]
    scores: int
    probabilities: int
    task: int = TEXT


def plan(reader: Reader, tensors: Sequence[Tensor], label_count: int, level: int) -> Plan:
    task = reader.byte()
    if task != TEXT and (task != IMAGE or level < 2):
        refuse("package.op")
    if reader.byte() != VERSION:
        refuse("package.argument")
    values = read_values(reader, level, pixels=task == IMAGE)
    facts = Facts(tensors, values)
    ops: list[Op] = []
    streams = True  # do all operators so far read the stream?
    for facts.now in range(reader.varint(MOST_OPS[level > 1])):
        code = reader.byte()
        if task == IMAGE and code == PICTURE:
            if ops:
                refuse("package.op")
            ops.append(PICTURE_READERS[code](reader, facts))
            continue
        if task == TEXT and (code == GRAM_SUM or (code == EMBED and level > 1)):
            if not streams:
                refuse("package.op")
            if len(ops) >= MOST_STREAMS:
                refuse("package.limit")
            ops.append(gram_sum(reader, facts) if code == GRAM_SUM else READERS[code](reader, facts))
            continue
        streams = False
        if code in LATER and level < 3:
            refuse("package.op")
        if code in (LOGISTIC, SOFTMAX):
            ops.append(probabilities(reader, code, facts))
        elif code in READERS and code != EMBED and level > 1:
            ops.append(READERS[code](reader, facts))
        elif code in PICTURE_READERS and task == IMAGE:
            ops.append(PICTURE_READERS[code](reader, facts))
        else:
            refuse("package.op")
    scores, chances = reader.index(len(values)), reader.index(len(values))
    if not {scores, chances} <= facts.lengths.keys():
        refuse("package.value")
    if (values[scores].type, values[chances].type, values[chances].columns) != (INT32, UINT32, label_count):
        refuse("package.value")
    last = next(op for op in ops if op.out == chances)
    if isinstance(last, Probabilities) and last.source != scores:  # what is shown and explained is what was meant
        refuse("package.value")
    if level > 2:  # explanations read what the stream wrote once more
        facts.check_sharing({scores, chances, *(op.out for op in ops if isinstance(op, (GramSum, Embed, Picture)))})
    elif any(a.overlaps(b) for a, b in itertools.combinations(values, 2)):
        refuse("package.value")
    if facts.work > MOST_WORK or facts.work * (facts.window + 1) > MOST_EXPLAINING:
        refuse("package.limit")
    return Plan(values, ops, scores, chances, task)


def gram_sum(reader: Reader, facts: Facts) -> GramSum:
    tensors, values = facts.tensors, facts.values
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
    if not bias.shape[1] == features.shape[1] == out.columns or out.rows != 1 or out.type != INT32:
        refuse("package.value")
    largest = features.largest + bias.largest
    if largest > LARGEST_SCORE:
        refuse("package.overflow")
    facts.write(op.out, FIXED, largest)
    return op


def probabilities(reader: Reader, code: int, facts: Facts) -> Probabilities:
    values = facts.values
    op = Probabilities(code, reader.index(len(values)), reader.index(len(values)))
    source, out = facts.source(op.source, (INT32,)), values[op.out]
    if out.type != UINT32 or facts.lengths[op.source] != FIXED or out.rows != 1:
        refuse("package.value")
    n = source.columns
    if (n, out.columns) != (1, 2) if code == LOGISTIC else n < 2 or out.columns != n:
        refuse("package.value")
    facts.write(op.out, FIXED, 65536)
    return op
