"""embed.v1: the first and the last words of a text, each as the sum of the table's rows of its n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.grams import completed, low32
from pinnace.checking.reference.network.facts import LARGEST, Facts, Row
from pinnace.checking.reference.network.requantise import clamp
from pinnace.checking.reference.tensors import SparseRows
from pinnace.checking.reference.values import INT8, INT16
from pinnace.checking.reference.words import Word

MOST_POSITIONS, MOST_WORDS, MOST_CHARS = 4096, 4, 8


@dataclass(frozen=True)
class Embed:
    """Table ``table`` gives value ``out``: (positions, columns), clamped to ``largest``."""

    head: int
    tail: int
    words: int
    chars: tuple[int, int]
    multiplier: int
    table: SparseRows
    out: int
    largest: int

    def positions(self, count: int) -> list[int]:
        """Which of ``count`` words have a row, in order."""
        if count <= self.head + self.tail:
            return list(range(count))
        return [*range(self.head), *range(count - self.tail, count)]

    def run(self, words: Sequence[Word], hidden: int | None) -> list[Row]:
        """``hidden``: a word whose row is zeros."""
        ending = list(completed(words, self.words, self.chars))
        return [self.row([] if i == hidden else [gram for gram, _ in ending[i]]) for i in self.positions(len(words))]

    def row(self, grams: Sequence[int]) -> Row:
        total = [0] * self.table.shape[1]
        for gram in grams:
            key = low32(gram * self.multiplier) >> (32 - self.table.bits)
            if key in self.table.rows:
                total = [a + b for a, b in zip(total, self.table.rows[key], strict=True)]
        return tuple(clamp(x, self.largest) for x in total)


def read(reader: Reader, facts: Facts) -> Embed:
    head, tail = reader.varint(MOST_POSITIONS), reader.varint(MOST_POSITIONS)
    orders, chars = reader.varint(MOST_WORDS), (reader.varint(MOST_CHARS), reader.varint(MOST_CHARS))
    multiplier = reader.varint(MOST)
    table, out = reader.index(len(facts.tensors)), reader.index(len(facts.values))
    shortest, longest = chars
    if shortest > longest or (shortest == 0) != (longest == 0):
        refuse("package.argument")
    if not (orders or longest) or multiplier % 2 == 0 or not 1 <= head + tail <= MOST_POSITIONS:
        refuse("package.argument")
    rows, value = facts.tensors[table], facts.values[out]
    if not isinstance(rows, SparseRows):
        refuse("package.argument")
    if value.type not in (INT8, INT16) or (value.rows, value.columns) != (head + tail, rows.shape[1]):
        refuse("package.value")
    facts.window = max(facts.window, head + tail)
    facts.write(out, (head + tail, 1))
    return Embed(head, tail, orders, chars, multiplier, rows, out, LARGEST[value.type])
