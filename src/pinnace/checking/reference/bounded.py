"""A reader that fails instead of passing the end, and how a package is refused (spec/package.md, "Numbers")."""

from __future__ import annotations

from typing import NoReturn

from pinnace.core_errors import CORE_ERRORS, from_core

NUMBERS = {code: number for number, (code, _, _) in CORE_ERRORS.items()}
MOST = 0xFFFFFFFF


def refuse(code: str) -> NoReturn:
    """Raise the PinnaceError of a code in spec/errors.md."""
    from_core(NUMBERS[code], "the reference reader")
    raise AssertionError(code)


class Reader:
    """Bytes ``at`` … ``end`` of a package."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, end

    @property
    def empty(self) -> bool:
        return self.at == self.end

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, length: int) -> bytes:
        if self.end - self.at < length:
            refuse("package.length")
        self.at += length
        return self.data[self.at - length : self.at]

    def part(self, length: int) -> Reader:
        """The next ``length`` bytes as a reader of their own."""
        self.take(length)
        return Reader(self.data, self.at - length, self.at)

    def varint(self, limit: int) -> int:
        """LEB128 of at most 5 bytes, shortest form only, not above ``limit``."""
        value = 0
        for shift in range(0, 35, 7):
            byte = self.byte()
            value |= (byte & 127) << shift
            if byte < 128:
                if (byte == 0 and shift) or value > limit:
                    refuse("package.number")
                return value
        refuse("package.number")

    def index(self, count: int) -> int:
        """The position of something of which there are ``count``."""
        value = self.varint(0xFFFF)
        return value if value < count else refuse("package.argument")
