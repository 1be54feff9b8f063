"""Values of a plan: matrices in the arena (spec/package.md, "Plan")."""

from __future__ import annotations

from dataclasses import dataclass

from pinnace.checking.reference.bounded import Reader, refuse

INT32, UINT32, INT8, INT16 = 0, 1, 2, 3
SIZES = {INT32: 4, UINT32: 4, INT8: 1, INT16: 2}
MOST_ARENA, MOST_VALUES, MOST_ROWS, MOST_PIXELS, MOST_COLUMNS = 1 << 24, (64, 128), 4096, 1 << 18, 1 << 14


@dataclass(frozen=True)
class Value:
    """At most ``rows`` rows of ``columns`` numbers."""

    type: int
    rows: int
    columns: int
    offset: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    @property
    def end(self) -> int:
        return self.offset + self.rows * self.columns * SIZES[self.type]

    def overlaps(self, other: Value) -> bool:
        return self.offset < other.end and other.offset < self.end


def read(reader: Reader, level: int, *, pixels: bool = False) -> list[Value]:
    arena = reader.varint(MOST_ARENA)
    found: list[Value] = []
    for _ in range(reader.varint(MOST_VALUES[level > 1])):
        kind = reader.byte()
        rows = reader.varint(MOST_PIXELS if pixels else MOST_ROWS) if level > 1 else 1
        columns = reader.varint(MOST_COLUMNS if level > 1 else MOST_ARENA)
        value = Value(kind, rows, columns, reader.varint(MOST_ARENA))
        if value.type not in ((INT32, UINT32, INT8, INT16) if level > 1 else (INT32, UINT32)):
            refuse("package.value")
        if rows == 0 or columns == 0 or value.offset % 4 or value.end > arena:
            refuse("package.value")
        found.append(value)
    return found
