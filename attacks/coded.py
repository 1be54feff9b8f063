"""Sparse rows: the entropy-coded tensor. The decoder believes no number that it decodes."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import BITS, LEVELS, ROWS, bias, features, package, payload, tensors
from pinnace.packaging.range_encoder import Encoder, Number, Symbol


def _coded(gaps: list[int], symbols: list[int]) -> bytes:
    """Rows as an honest encoder would write these gaps and level numbers, true or not."""
    encoder, gap, tree = Encoder(), Number(), Symbol(3)
    for skip, level in zip(gaps, symbols, strict=True):
        gap.encode(encoder, skip)
        tree.encode(encoder, level)
    return encoder.finish()


def _with(tensor: bytes) -> bytes:
    return package(tensors=tensors(tensor, bias()))


@attack("package.tensor")
def seven_bits() -> bytes:
    """Keys of 7 bits: the bitmap has 64-bit words, and fewer than two would be a rank table of one."""
    return _with(features(bits=7))


@attack("package.tensor")
def bits_of_25() -> bytes:
    """Keys of 25 bits: a bitmap larger than any core accepts."""
    return _with(features(bits=25))


@attack("package.tensor")
def bits_of_255() -> bytes:
    """1 << 255 is undefined, and 1 << 31 on most processors."""
    return _with(features(bits=255))


@attack("package.tensor")
def more_rows_than_keys() -> bytes:
    """257 rows under 256 keys."""
    return _with(features(bits=8, rows=257))


@attack("package.number")
def rows_beyond_the_limit() -> bytes:
    """2^20 + 1 rows."""
    return _with(features(bits=24, rows=(1 << 20) + 1))


@attack("package.tensor")
def no_column() -> bytes:
    """Rows of no weights."""
    return _with(features(columns=0))


@attack("package.limit")
def product_wraps() -> bytes:
    """2^20 rows of 4096 columns: 2^32 weights, which is 0 on 32 bits."""
    return _with(features(bits=24, rows=1 << 20, columns=4096))


@attack("package.tensor")
def no_level() -> bytes:
    """No level to choose from."""
    return _with(features(levels=()))


@attack("package.tensor")
def sixty_five_levels() -> bytes:
    """One level more than the decoder's tables hold."""
    return _with(features(levels=tuple(range(65))))


@attack("package.tensor")
def levels_descend() -> bytes:
    """Levels out of order: a second spelling."""
    return _with(features(levels=LEVELS[::-1]))


@attack("package.tensor")
def level_twice() -> bytes:
    """Two levels alike."""
    return _with(features(levels=(-1, 0, 0, 1, 2)))


@attack("package.length")
def coded_past_the_section() -> bytes:
    """The coded bytes are said to be 4 GB."""
    return _with(features(length=0xFFFFFFFF))


@attack("package.data")
def key_past_the_last() -> bytes:
    """The gaps add up to 2^bits: the bit would be set behind the bitmap."""
    return _with(features(rows=2, coded=_coded([0, (1 << BITS) - 1], [0, 0])))


@attack("package.data")
def keys_wrap() -> bytes:
    """Gaps so large that their sum in 32 bits comes round to a good key."""
    return _with(features(rows=70, coded=_coded([(1 << 26) - 2] * 65 + [0] * 5, [0] * 70)))


@attack("package.data")
def number_without_end() -> bytes:
    """All ones: a unary length that does not stop."""
    return _with(features(coded=b"\xff" * 200))


@attack("package.data")
def level_past_the_last() -> bytes:
    """Five levels need three bits, and three bits can say seven."""
    return _with(features(rows=3, coded=_coded([0, 0, 0], [0, 7, 0])))


@attack("package.data")
def more_bytes_than_rows() -> bytes:
    """Coded bytes that no row uses."""
    return _with(features(coded=payload() + b"stowaway"))


@attack("package.data")
def trailing_zero() -> bytes:
    """A zero at the end, which the decoder would supply itself: two spellings."""
    return _with(features(coded=payload() + b"\x00"))


@attack("package.data")
def rows_left_out() -> bytes:
    """Fewer rows announced than are coded."""
    return _with(features(rows=ROWS // 2))
