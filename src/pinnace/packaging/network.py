"""Networks as packages of core level 2 or 3: tensors, values and operators of spec/ops.md, written down in their order.

    plan = Network(("bad", "good"))
    table = plan.sparse_rows(bits, keys, codes, levels)            # (K, D) small weights under n-gram keys
    words = plan.embed(table, head=200, tail=56, multiplier=odd)   # (256, D) int8
    found = plan.conv(words, weights, bias, scale, width=5, relu=True, shift=20)   # weights (O, 5 * D), bias (O,)
    scores = plan.conv(plan.pool(found, "max"), …, kind=INT32)     # (1, 1) int32 in 1/1024 nat
    package = plan.package(scores)                                 # the shipped bytes

Every operator gives a Value (rows at most, columns, type), which the next ones take; arrays of weights become tensors
on the way. Nothing is checked here that the core checks: open the bytes with pinnace.Package, which says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pinnace.errors import PinnaceError
from pinnace.packaging import dense, memory, sparse_rows
from pinnace.packaging import numbers as n
from pinnace.packaging.numbers import INT8, INT16, INT32, varint
from pinnace.packaging.writer import assemble, encode_labels, refuse_labels
from pinnace.runtime.picture import FITS, View

POOLS = {"max": 1, "mean": 2, "both": 3}
STREAMS = (n.GRAM_SUM, n.EMBED, n.PICTURE)  # read no value
PAIRS = (n.ATTEND, n.ADD, n.SCALE)  # read two


@dataclass(frozen=True)
class Tensor:
    """What was written as the tensor at this position: its columns."""

    position: int
    columns: int


@dataclass(frozen=True)
class Value:
    """A matrix of the plan: at most ``rows`` x ``columns`` numbers of ``kind`` (INT8, INT16, INT32, UINT32)."""

    position: int
    kind: int
    rows: int
    columns: int


@dataclass
class Network:
    """A plan that grows by one operator per call. Shapes and units: spec/ops.md."""

    labels: tuple[str, ...]
    task: int = n.TEXT
    _tensors: list[bytes] = field(default_factory=list)
    _values: list[Value] = field(default_factory=list)
    _ops: list[bytes] = field(default_factory=list)
    _needed: list[range] = field(default_factory=list)  # of each value: from which operator to which
    _level: int = n.NETWORK_LEVEL

    def sparse_rows(self, bits: int, keys: np.ndarray, codes: np.ndarray, levels: np.ndarray) -> Tensor:
        """keys (K,) ascending below 2^bits, codes (K, D) into levels (L <= 64,) int16 ascending."""
        return self._tensor(sparse_rows.encode(bits, keys, codes, np.asarray(levels)), codes.shape[1])

    def dense(self, weights: np.ndarray) -> Tensor:
        """weights (rows, columns) within ±127."""
        return self._tensor(dense.encode(weights), weights.shape[1])

    def raw(self, numbers: np.ndarray) -> Tensor:
        """numbers (columns,) int32: a bias or a scale."""
        row = np.asarray(numbers, "<i4").reshape(1, -1)
        return self._tensor(bytes([n.RAW]) + varint(1) + varint(row.shape[1]) + row.tobytes(), row.shape[1])

    def gram_sum(
        self, features: Tensor, bias: np.ndarray, *, words: int, multiplier: int, chars: tuple[int, int] | None = None
    ) -> Value:
        """(1, D) int32 scores of the sparse linear rung; bias (D,)."""
        before = (words, *(chars or (0, 0)), multiplier, features.position, self.raw(bias).position)
        return self._add(n.GRAM_SUM, before, INT32, 1, features.columns)

    def embed(
        self, table: Tensor, *, head: int, tail: int = 0, words: int = 1, chars: tuple[int, int] | None = None,
        multiplier: int, kind: int = INT8,
    ) -> Value:  # fmt: skip
        """(head + tail, D): a row per word. Embeddings and gram_sums come before all other operators."""
        arguments = (head, tail, words, *(chars or (0, 0)), multiplier, table.position)
        return self._add(n.EMBED, arguments, kind, head + tail, table.columns)

    def picture(self, view: View) -> Value:
        """(height * width, 3): what the view shows of a picture. Comes first; makes this a plan of pictures."""
        self.task = n.IMAGE
        shape = (view.width, view.height, FITS.index(view.fit), view.colour)
        return self._add(n.PICTURE, shape, INT8, view.width * view.height, 3)

    def conv2d(
        self, source: Value, across: int, weights: np.ndarray, bias: np.ndarray, scale: np.ndarray, *, size: int,
        stride: int = 1, dilation: int = 1, relu: bool = False, shift: int, kind: int = INT8, depthwise: bool = False,
    ) -> Value:  # fmt: skip
        """(results, O) of (down * across, I): weights (O, size * size * I) as [output][row][column][input].

        ``depthwise``: each column by itself, weights (size * size, C). With a ``dilation`` it needs core level 3.
        """
        tensors = self._weights(weights, bias, scale)
        rows = -(-across // stride) * -(-(source.rows // across) // stride)
        columns = source.columns if depthwise else len(weights)
        codes = (n.CONV2D, n.DEPTHWISE2D) if dilation == 1 else (n.CONV2D_2, n.DEPTHWISE2D_2)
        apart = (dilation,) * (dilation > 1)
        window = (source.position, across, size, stride, *apart, int(relu), shift)
        return self._add(codes[depthwise], (*window, *tensors), kind, rows, columns)

    def conv(
        self, source: Value, weights: np.ndarray, bias: np.ndarray, scale: np.ndarray, *, width: int = 1,
        stride: int = 1, dilation: int = 1, relu: bool = False, shift: int, kind: int = INT8,
    ) -> Value:  # fmt: skip
        """(ceil(T / stride), O) of (T, I): weights (O, width * I): [output][tap][input]; bias (O,), scale (O or 1,)."""
        tensors = self._weights(weights, bias, scale)
        window = (source.position, width, stride, dilation, int(relu), shift)
        return self._add(n.CONV, (*window, *tensors), kind, -(-source.rows // stride), len(weights))

    def depthwise(
        self, source: Value, weights: np.ndarray, bias: np.ndarray, scale: np.ndarray, *, stride: int = 1,
        dilation: int = 1, relu: bool = False, shift: int, kind: int = INT8,
    ) -> Value:  # fmt: skip
        """(ceil(T / stride), C) of (T, C): weights (width, C), bias (C,), scale (C,) or (1,)."""
        tensors = self._weights(weights, bias, scale)
        window = (source.position, len(weights), stride, dilation, int(relu), shift)
        return self._add(n.DEPTHWISE, (*window, *tensors), kind, -(-source.rows // stride), source.columns)

    def pool(self, source: Value, how: str) -> Value:
        """(1, C) "max" or "mean", (1, 2 C) "both"."""
        columns = source.columns * (2 if how == "both" else 1)
        return self._add(n.POOL, (source.position, POOLS[how]), source.kind, 1, columns)

    def pool2d(self, source: Value, across: int, how: str, *, size: int, stride: int) -> Value:
        """(results, C) of (down * across, C): ``how`` as in `pool`, of each square of pixels. Needs core level 3."""
        rows = -(-across // stride) * -(-(source.rows // across) // stride)
        columns = source.columns * (2 if how == "both" else 1)
        return self._add(n.POOL2D, (source.position, across, size, stride, POOLS[how]), source.kind, rows, columns)

    def mirror(self, source: Value, across: int) -> Value:
        """(down * across, C): each row of pixels from the right. Needs core level 3."""
        return self._add(n.MIRROR, (source.position, across), source.kind, source.rows, source.columns)

    def attend(self, source: Value, scores: Value) -> Value:
        """(1, C) of (T, C) and (T, 1) int32 scores in 1/1024 nat."""
        return self._add(n.ATTEND, (source.position, scores.position), source.kind, 1, source.columns)

    def gate(self, source: Value, kind: int = INT8) -> Value:
        """(T, C) of (T, 2 C) int16 = [a | b], b in 1/1024 nat."""
        return self._add(n.GATE, (source.position,), kind, source.rows, source.columns // 2)

    def scale(self, source: Value, gates: Value) -> Value:
        """(T, C) of (T, C) and (1, C) int16 in 1/1024 nat: each column times the sigmoid of its gate. Core level 3."""
        return self._add(n.SCALE, (source.position, gates.position), source.kind, source.rows, source.columns)

    def add(self, a: Value, b: Value) -> Value:
        """a + b, of one shape and type."""
        return self._add(n.ADD, (a.position, b.position), a.kind, a.rows, a.columns)

    def gru(self, source: Value, weights: np.ndarray, bias: np.ndarray, scale: np.ndarray, *, shift: int) -> Value:
        """(1, H) int16 in 2^-15: the last state over (T, 3 H) int16 [r | z | n]; weights (3 H, H), bias (3 H,)."""
        tensors = self._weights(weights, bias, scale)
        return self._add(n.GRU, (source.position, *tensors, shift), INT16, 1, weights.shape[1])

    def package(self, scores: Value, *, share: bool | None = None) -> bytes:
        """The shipped bytes: probabilities come from ``scores`` (1, D) int32. Raises package.label, package.limit.

        ``share``: values that are never needed at the same time lie in the same bytes, which takes core level 3. None:
        networks over pictures do, whose values are large, and those that need level 3 as it is.
        """
        refuse_labels(self.labels)
        code = n.LOGISTIC if scores.columns == 1 else n.SOFTMAX
        chances = self._add(code, (scores.position,), n.UINT32, 1, len(self.labels))
        share = share if share is not None else self.task == n.IMAGE or self._level == n.LATER_LEVEL
        arena, values = self._arena({scores.position, chances.position}, share=share)
        version = n.TEXT_VERSION if self.task == n.TEXT else n.IMAGE_VERSION
        plan = bytes([self.task, version]) + varint(arena) + varint(len(values)) + b"".join(values)
        plan += varint(len(self._ops)) + b"".join(self._ops) + varint(scores.position) + varint(chances.position)
        tensors = varint(len(self._tensors)) + b"".join(varint(i) + t for i, t in enumerate(self._tensors))
        sections = {n.LABELS: encode_labels(self.labels), n.TENSORS: tensors, n.PLAN: plan}
        return assemble(sections, self._level)

    def _arena(self, answer: set[int], *, share: bool) -> tuple[int, list[bytes]]:
        """(bytes, the values as the plan lists them). Those of ``answer`` and of the stream are needed to the end."""
        sizes = [value.rows * value.columns * n.SIZES[value.kind] for value in self._values]
        bytes_, places = memory.apart(sizes)
        if share:
            kept = {i for i, op in enumerate(self._ops) if op[0] in STREAMS} | answer
            needed = [range(s.start, len(self._ops)) if i in kept else s for i, s in enumerate(self._needed)]
            fewer, at = memory.shared(sizes, needed)
            if fewer < bytes_:
                bytes_, places, self._level = fewer, at, n.LATER_LEVEL
        if bytes_ > n.ARENA:
            raise PinnaceError("package.limit", what=f"{bytes_:,} bytes of values", hint="fewer positions or channels")
        shapes = zip(self._values, places, strict=True)
        return bytes_, [bytes([v.kind]) + varint(v.rows) + varint(v.columns) + varint(place) for v, place in shapes]

    def _weights(self, weights: np.ndarray, bias: np.ndarray, scale: np.ndarray) -> tuple[int, int, int]:
        return self.dense(np.asarray(weights)).position, self.raw(bias).position, self.raw(scale).position

    def _tensor(self, data: bytes, columns: int) -> Tensor:
        """What is there already is not written again: layers that are used twice cost nothing."""
        if data in self._tensors:
            return Tensor(self._tensors.index(data), columns)
        self._tensors.append(data)
        return Tensor(len(self._tensors) - 1, columns)

    def _add(self, code: int, arguments: tuple[int, ...], kind: int, rows: int, columns: int) -> Value:
        """An operator whose last argument is its result."""
        if code in n.LATER:
            self._level = n.LATER_LEVEL
        now, value = len(self._ops), Value(len(self._values), kind, rows, columns)
        self._values.append(value)
        for source in arguments[: 0 if code in STREAMS else 2 if code in PAIRS else 1]:
            self._needed[source] = range(self._needed[source].start, now + 1)
        self._needed.append(range(now, now + 1))
        self._ops.append(bytes([code]) + b"".join(map(varint, (*arguments, value.position))))
        return value
