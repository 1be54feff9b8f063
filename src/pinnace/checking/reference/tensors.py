"""The tensors of a package (spec/package.md, "Tensors")."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.range_decoder import Context, Decoder, Numbers

RAW, SPARSE_ROWS, DENSE = 0, 1, 2
MOST_TENSORS, MOST_ROWS, MOST_COLUMNS, MOST_LEVELS = (64, 256), 1 << 20, 4096, 64
MOST_DENSE_COLUMNS = 1 << 16
MOST_WEIGHTS = 1 << 22  # of all tensors together
MOST_MEMORY = 1 << 26  # bytes that all of them ask a core for
LARGEST_WEIGHT = 127  # of a dense tensor


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


@dataclass(frozen=True, eq=False)  # compared and hashed by identity: products with it are remembered
class Dense:
    """(rows, columns) 8-bit weights."""

    id: int
    shape: tuple[int, int]
    rows: tuple[tuple[int, ...], ...]

    @property
    def largest_row(self) -> int:
        """The most that a row's weights add up to, without their signs."""
        return max(sum(map(abs, row)) for row in self.rows)

    @property
    def memory(self) -> int:
        return aligned(self.shape[0] * self.shape[1])


Tensor = RawTensor | SparseRows | Dense


def aligned(size: int) -> int:
    """As the core lays out memory."""
    return (size + 7) // 8 * 8


def sparse_memory(bits: int, shape: tuple[int, int]) -> int:
    """Bytes: which keys are kept (one bit each), how many before each 64 of them, and the weights."""
    return (1 << bits) // 8 + (1 << bits) // 16 + aligned(2 * shape[0] * shape[1])


def tensors(reader: Reader, level: int) -> list[Tensor]:
    found: list[Tensor] = []
    for _ in range(reader.varint(MOST_TENSORS[level > 1])):
        identity = reader.varint(0xFFFF)
        if found and identity <= found[-1].id:
            refuse("package.tensor")
        coding = reader.byte()
        if coding == RAW:
            found.append(raw(reader, identity, found))
        elif coding == SPARSE_ROWS:
            found.append(sparse_rows(reader, identity, found))
        elif coding == DENSE and level > 1:
            found.append(dense(reader, identity, found))
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


def dense(reader: Reader, identity: int, before: Sequence[Tensor]) -> Dense:
    """Each weight as its magnitude, whose contexts depend on the magnitude before it, and an even bit for its sign."""
    shape = reader.varint(MOST_ROWS), reader.varint(MOST_DENSE_COLUMNS)
    if shape[0] * shape[1] == 0:
        refuse("package.tensor")
    weigh(shape, before)
    data = reader.take(reader.varint(MOST))
    if data.endswith(b"\0"):
        refuse("package.data")
    fits(aligned(shape[0] * shape[1]), before)
    decoder, contexts = Decoder(data), [Numbers() for _ in range(3)]
    weights: list[int] = []
    for _ in range(shape[0] * shape[1]):
        size = contexts[neighbourhood(abs(weights[-1]) if weights else 0)].read(decoder)
        if size is None or size > LARGEST_WEIGHT:
            refuse("package.data")
        weights.append(-size if size and decoder.even() else size)
    if not decoder.finished:
        refuse("package.data")
    rows = [tuple(weights[at : at + shape[1]]) for at in range(0, len(weights), shape[1])]
    return Dense(identity, shape, tuple(rows))


def neighbourhood(magnitude: int) -> int:
    return 0 if magnitude == 0 else 1 if magnitude < 16 else 2
