"""The tensors of a package (spec/package.md, "Tensors")."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.range_decoder import Context, Decoder, Numbers

RAW, SPARSE_ROWS = 0, 1
MOST_TENSORS, MOST_ROWS, MOST_COLUMNS, MOST_LEVELS = 64, 1 << 20, 4096, 64
MOST_WEIGHTS = 1 << 22  # of all tensors together
MOST_MEMORY = 1 << 26  # bytes that all of them ask a core for


@dataclass(frozen=True)
class RawTensor:
    """(rows, columns) 32-bit numbers, one row after the other."""

    id: int
    shape: tuple[int, int]
    numbers: tuple[int, ...]

    @property
    def largest(self) -> int:
        return max(map(abs, self.numbers))

    @property
    def memory(self) -> int:
        return aligned(4 * self.shape[0] * self.shape[1])


@dataclass(frozen=True)
class SparseRows:
    """Few rows among 2^bits: key to its (columns,) weights in 1/1024 nat. Keys ascend."""

    id: int
    shape: tuple[int, int]
    bits: int
    rows: dict[int, tuple[int, ...]]

    @property
    def largest(self) -> int:
        """The most that all rows together can add to a column."""
        return sum(max(map(abs, weights)) for weights in self.rows.values())

    @property
    def memory(self) -> int:
        return sparse_memory(self.bits, self.shape)


Tensor = RawTensor | SparseRows


def aligned(size: int) -> int:
    """As the core lays out memory."""
    return (size + 7) // 8 * 8


def sparse_memory(bits: int, shape: tuple[int, int]) -> int:
    """Bytes: which keys are kept (one bit each), how many before each 64 of them, and the weights."""
    return (1 << bits) // 8 + (1 << bits) // 16 + aligned(2 * shape[0] * shape[1])


def tensors(reader: Reader) -> list[Tensor]:
    found: list[Tensor] = []
    for _ in range(reader.varint(MOST_TENSORS)):
        identity = reader.varint(0xFFFF)
        if found and identity <= found[-1].id:
            refuse("package.tensor")
        coding = reader.byte()
        if coding == RAW:
            found.append(raw(reader, identity, found))
        elif coding == SPARSE_ROWS:
            found.append(sparse_rows(reader, identity, found))
        else:
            refuse("package.tensor")
    return found


def weigh(shape: tuple[int, int], before: Sequence[Tensor]) -> None:
    """A few coded bytes can stand for millions of weights: what all tensors together may hold is bounded."""
    if sum(rows * columns for rows, columns in [shape, *(tensor.shape for tensor in before)]) > MOST_WEIGHTS:
        refuse("package.limit")


def fits(memory: int, before: Sequence[Tensor]) -> None:
    if sum(tensor.memory for tensor in before) + memory > MOST_MEMORY:
        refuse("package.limit")


def raw(reader: Reader, identity: int, before: Sequence[Tensor]) -> RawTensor:
    shape = reader.varint(MOST_ROWS), reader.varint(MOST_COLUMNS)
    n = shape[0] * shape[1]
    if n == 0:
        refuse("package.tensor")
    weigh(shape, before)
    found = RawTensor(identity, shape, struct.unpack(f"<{n}i", reader.take(4 * n)))
    fits(found.memory, before)
    return found


def sparse_rows(reader: Reader, identity: int, before: Sequence[Tensor]) -> SparseRows:
    bits = reader.byte()
    if not 8 <= bits <= 24:
        refuse("package.tensor")
    shape = reader.varint(MOST_ROWS), reader.varint(MOST_COLUMNS)
    level_count = reader.byte()
    if shape[1] == 0 or not 0 < level_count <= MOST_LEVELS or shape[0] > 1 << bits:
        refuse("package.tensor")
    weigh(shape, before)
    levels: list[int] = []
    for _ in range(level_count):
        levels += struct.unpack("<h", reader.take(2))
        if len(levels) > 1 and levels[-1] <= levels[-2]:
            refuse("package.tensor")
    data = reader.take(reader.varint(MOST))
    if data.endswith(b"\0"):
        refuse("package.data")
    fits(sparse_memory(bits, shape), before)
    return SparseRows(identity, shape, bits, coded_rows(data, shape, bits, levels))


def coded_rows(data: bytes, shape: tuple[int, int], bits: int, levels: list[int]) -> dict[int, tuple[int, ...]]:
    """Keys as gaps, each followed by one level per column; a level's contexts depend on the non-zero ones before it."""
    decoder, gaps = Decoder(data), Numbers()
    width = (len(levels) - 1).bit_length()
    symbols = [[Context() for _ in range(1 << width)] for _ in range(3)]
    rows: dict[int, tuple[int, ...]] = {}
    key = -1
    for _ in range(shape[0]):
        gap = gaps.read(decoder)
        if gap is None:
            refuse("package.data")
        key += gap + 1
        if key >= 1 << bits:
            refuse("package.data")
        weights: list[int] = []
        for _ in range(shape[1]):
            before = sum(weight != 0 for weight in weights)
            symbol = decoder.symbol(symbols[min(before, 2)], width)
            if symbol >= len(levels):
                refuse("package.data")
            weights.append(levels[symbol])
        rows[key] = tuple(weights)
    if not decoder.finished:
        refuse("package.data")
    return rows
