"""What the reader of a plan knows so far, and the checks that several operators share (spec/package.md, "Plan")."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pinnace.checking.reference.bounded import Reader, refuse
from pinnace.checking.reference.tensors import MOST_MEMORY, Dense, RawTensor, Tensor
from pinnace.checking.reference.values import INT8, INT16, INT32, Value

LARGEST = {INT8: 127, INT16: 32767, INT32: 1 << 30}  # what an operator clamps its results to
MOST_WIDTH, MOST_STRIDE, MOST_DILATION, MOST_SHIFT = 15, 8, 16, 62
MOST_STEP = 1 << 20

Row = tuple[int, ...]
Length = tuple[int, int]  # as many rows as words in a window of so many, every so manieth of them; FIXED: one row
FIXED: Length = (0, 1)


@dataclass
class Facts:
    """Tensors and values by position; of each value that is written: its length, and its largest magnitude."""

    tensors: Sequence[Tensor]
    values: Sequence[Value]
    lengths: dict[int, Length] = field(default_factory=dict)
    largest: dict[int, int] = field(default_factory=dict)
    window: int = 0  # rows of the longest embedding
    work: int = 0  # multiplications of one answer, at most
    packed: int = 0  # bytes
    now: int = 0  # the operator that is being read
    needed: dict[int, range] = field(default_factory=dict)  # of each value: from which operator to which

    def source(self, index: int, types: tuple[int, ...]) -> Value:
        """A value that an operator reads: it is written already, and of one of these types."""
        if index not in self.lengths or self.values[index].type not in types:
            refuse("package.value")
        self.needed[index] = range(self.needed[index].start, self.now + 1)
        return self.values[index]

    def write(self, index: int, length: Length, largest: int | None = None) -> None:
        if index in self.lengths:
            refuse("package.value")
        self.lengths[index] = length
        self.needed[index] = range(self.now, self.now + 1)
        self.largest[index] = LARGEST[self.values[index].type] if largest is None else largest

    def check_sharing(self, kept: Iterable[int]) -> None:
        """Values in the same bytes are not needed at the same time (core level 3); ``kept`` are needed to the end."""
        for index in kept:
            self.needed[index] = range(self.needed[index].start, self.now + 1)
        for (a, mine), (b, theirs) in itertools.combinations(self.needed.items(), 2):
            together = mine.start < theirs.stop and theirs.start < mine.stop
            if together and self.values[a].overlaps(self.values[b]):
                refuse("package.value")

    def pack(self, outputs: int, taps: int, inputs: int) -> None:
        """Weights as a core's vectors want them: 32 outputs and two inputs, filled up, of two bytes each."""
        self.packed += -(-outputs // 32) * taps * -(-inputs // 2) * 128
        if self.packed > MOST_MEMORY:
            refuse("package.limit")

    def dense(self, index: int) -> Dense:
        tensor = self.tensors[index]
        return tensor if isinstance(tensor, Dense) else refuse("package.argument")

    def row(self, index: int) -> Row:
        """A raw tensor of one row."""
        tensor = self.tensors[index]
        if not isinstance(tensor, RawTensor) or tensor.shape[0] != 1:
            refuse("package.argument")
        return tensor.numbers

    def scale(self, index: int) -> Row:
        numbers = self.row(index)
        return numbers if min(numbers) >= 0 else refuse("package.argument")


@dataclass(frozen=True)
class Window:
    """How a convolution goes over rows: tap j of result t reads row t * stride + (j - (width - 1) // 2) * dilation."""

    width: int
    stride: int
    dilation: int

    def results(self, rows: int) -> int:
        return -(-rows // self.stride)

    def length(self, source: Length) -> Length:
        return source if source == FIXED else (source[0], min(source[1] * self.stride, MOST_STEP))

    def reads(self, t: int, rows: int) -> list[int | None]:
        """(width,) rows that result t reads; None outside, where all is zero."""
        first = t * self.stride - (self.width - 1) // 2 * self.dilation
        places = [first + j * self.dilation for j in range(self.width)]
        return [place if 0 <= place < rows else None for place in places]


def window(reader: Reader) -> Window:
    return Window(reader.varint(MOST_WIDTH), reader.varint(MOST_STRIDE), reader.varint(MOST_DILATION))


def check_window(found: Window) -> None:
    if not (found.width and found.stride and found.dilation):
        refuse("package.argument")
