"""The encoder against the reference decoder: any numbers and symbols come back."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from pinnace.packaging.range_encoder import Bit, Encoder, Number


class Decoder:
    """spec/package.md, "Coded numbers", word for word."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.range = data, 4, 2**32 - 1
        self.code = int.from_bytes(data[:4].ljust(4, b"\0"), "big")

    def split(self, bound: int) -> int:
        bit = int(self.code >= bound)
        self.code -= bound * bit
        self.range = self.range - bound if bit else bound
        while self.range < 2**24:
            self.range <<= 8
            self.code = self.code << 8 | (self.data[self.at] if self.at < len(self.data) else 0)
            self.at += 1
        return bit

    def bit(self, context: Bit) -> int:
        bit = self.split((self.range >> 16) * context.zero)
        context.learn(bit)
        return bit


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=400))
def test_bits(bits: list[tuple[bool, int]]) -> None:
    encoder, contexts = Encoder(), [Bit() for _ in range(4)]
    for bit, which in bits:
        encoder.bit(contexts[which], int(bit))
    data = encoder.finish()
    decoder, contexts = Decoder(data), [Bit() for _ in range(4)]
    assert [decoder.bit(contexts[which]) for _, which in bits] == [int(bit) for bit, _ in bits]
    assert not data.endswith(b"\0")
    assert decoder.at >= len(data)  # every byte was needed


def test_carry() -> None:
    """Long runs of the likely bit, then the unlikely one: carries run through held bytes."""
    for tail in range(200):
        encoder, context = Encoder(), Bit()
        bits = [0] * 3000 + [1] * 3 + [1] * tail
        for bit in bits:
            encoder.bit(context, bit)
        decoder, context = Decoder(encoder.finish()), Bit()
        assert [decoder.bit(context) for _ in bits] == bits


def test_learned_bits_cost_little() -> None:
    encoder, number = Encoder(), Number()
    for _ in range(1000):
        number.encode(encoder, 3)
    assert len(encoder.finish()) < 60
    context = Bit()
    for _ in range(500):
        context.learn(0)
    assert math.isclose(context.zero / 65536, 1, abs_tol=0.01)
    assert context.zero <= 65504
