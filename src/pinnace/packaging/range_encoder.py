"""The entropy encoder of coded tensors: an adaptive binary range coder (spec/package.md, "Coded numbers").

core/src/range_decoder.c is its other half. Carries are handled as in LZMA: one byte and a count of 0xFF are held back
until it is known whether a carry runs through them (G. N. N. Martin, "Range encoding", 1979; I. Pavlov, LZMA SDK).
"""

from __future__ import annotations

TOP = 1 << 24


class Bit:
    """A context: how likely the next bit is 0, in 1/65536, and how often it was asked."""

    __slots__ = ("seen", "zero")

    def __init__(self) -> None:
        self.zero, self.seen = 32768, 0

    def learn(self, bit: int) -> None:
        rate = min(7, (self.seen + 1).bit_length())
        self.seen = min(255, self.seen + 1)
        zero = self.zero - (self.zero >> rate) if bit else self.zero + ((65536 - self.zero) >> rate)
        self.zero = max(32, min(65504, zero))


class Encoder:
    """Bits in, bytes out."""

    def __init__(self) -> None:
        self.low, self.range = 0, 0xFFFFFFFF
        self.held, self.run, self.started = 0, 0, False
        self.out = bytearray()

    def bit(self, context: Bit, bit: int) -> None:
        self._split((self.range >> 16) * context.zero, bit)
        context.learn(bit)

    def even(self, bit: int) -> None:
        self._split(self.range >> 1, bit)

    def _split(self, bound: int, bit: int) -> None:
        if bit:
            self.low += bound
            self.range -= bound
        else:
            self.range = bound
        while self.range < TOP:
            self.range = self.range << 8 & 0xFFFFFFFF
            self._shift()

    def _shift(self) -> None:
        if self.low < 0xFF000000 or self.low > 0xFFFFFFFF:
            carry = self.low >> 32
            if self.started:
                self.out.append(self.held + carry & 255)
            self.out += bytes([0xFF + carry & 255]) * self.run
            self.run, self.held, self.started = 0, self.low >> 24 & 255, True
        else:
            self.run += 1
        self.low = self.low << 8 & 0xFFFFFFFF

    def finish(self) -> bytes:
        """The shortest bytes that decode alike: the decoder reads zeros past the end, so trailing zeros are dropped."""
        # Any code in [low, low + range) will do: take the one with the most trailing zero bits.
        for shift in range(32, -1, -1):
            candidate = (self.low + (1 << shift) - 1) >> shift << shift
            if candidate < self.low + self.range:
                self.low = candidate
                break
        for _ in range(5):
            self._shift()
        return bytes(self.out).rstrip(b"\0")


class Number:
    """Contexts of a number >= 0: its bit length in unary, two bits after the leading one by context, the rest even."""

    def __init__(self) -> None:
        self.length = [Bit() for _ in range(26)]
        self.after = [[Bit() for _ in range(4)] for _ in range(26)]

    def encode(self, encoder: Encoder, value: int) -> None:
        value += 1
        length = value.bit_length() - 1
        for i in range(length):
            encoder.bit(self.length[i], 1)
        encoder.bit(self.length[length], 0)
        node = 1
        for i in reversed(range(length)):
            bit = value >> i & 1
            if node < 4:
                encoder.bit(self.after[length][node], bit)
                node = node << 1 | bit
            else:
                encoder.even(bit)


class Symbol:
    """Contexts of a symbol below 2^width: a binary tree, most significant bit first."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.tree = [Bit() for _ in range(1 << width)]

    def encode(self, encoder: Encoder, value: int) -> None:
        node = 1
        for i in reversed(range(self.width)):
            bit = value >> i & 1
            encoder.bit(self.tree[node], bit)
            node = node << 1 | bit
