"""The adaptive binary range decoder of coded tensors (spec/package.md, "Coded numbers")."""

from __future__ import annotations

NUMBER_BITS = 26  # a coded number is below 2^26 - 1


class Context:
    """How likely the next bit is 0, in 1/65536; learns fast at first, then steadily."""

    def __init__(self) -> None:
        self.zero = 32768
        self.seen = 0

    def learn(self, bit: int) -> None:
        rate = min((self.seen + 1).bit_length(), 7)  # 1/2, 1/4, 1/4, 1/8 … 1/128
        self.seen = min(self.seen + 1, 255)
        self.zero += -(self.zero >> rate) if bit else (65536 - self.zero) >> rate
        self.zero = min(max(self.zero, 32), 65504)


class Decoder:
    """Reads bits from ``data``, then from an endless row of zeros."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.range = 0xFFFFFFFF
        self.code = 0
        for _ in range(4):
            self.code = self.code << 8 | self._byte()

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    @property
    def finished(self) -> bool:
        """Were all bytes needed?"""
        return self.at >= len(self.data)

    def _split(self, bound: int) -> int:
        bit = int(self.code >= bound)
        if bit:
            self.code -= bound
            self.range -= bound
        else:
            self.range = bound
        while self.range < 1 << 24:
            self.range <<= 8
            self.code = (self.code << 8 | self._byte()) & 0xFFFFFFFF  # hostile bytes can begin above the range
        return bit

    def even(self) -> int:
        """A bit that is 0 or 1 alike."""
        return self._split(self.range >> 1)

    def bit(self, context: Context) -> int:
        bit = self._split((self.range >> 16) * context.zero)
        context.learn(bit)
        return bit

    def symbol(self, tree: list[Context], width: int) -> int:
        """A number below 2^width, most significant bit first; each bit's context is the bits before it."""
        node = 1
        for _ in range(width):
            node = node << 1 | self.bit(tree[node])
        return node - (1 << width)


class Numbers:
    """Numbers >= 0, coded as n + 1: its length in unary, two bits after the leading one by context, the rest even."""

    def __init__(self) -> None:
        self.lengths = [Context() for _ in range(NUMBER_BITS)]
        self.leading = [[Context() for _ in range(4)] for _ in range(NUMBER_BITS)]

    def read(self, decoder: Decoder) -> int | None:
        """None when the length is impossible."""
        length = 0
        while length < NUMBER_BITS and decoder.bit(self.lengths[length]):
            length += 1
        if length == NUMBER_BITS:
            return None
        x = 1
        for _ in range(length):
            x = x << 1 | (decoder.bit(self.leading[length][x]) if x < 4 else decoder.even())
        return x - 1
