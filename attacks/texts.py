"""Texts that mean harm. Every text has an answer: what counts is that it comes in linear time, and without a crash."""

from __future__ import annotations

from functools import cache

WORDS = b"It's a truth universally acknowledged, that 1,000 good films are rated 9.5 or more! "


def _filled(unit: str | bytes, size: int) -> bytes:
    """`unit` over and over, to `size` bytes."""
    data = unit.encode() if isinstance(unit, str) else unit
    return (data * (size // len(data) + 1))[:size]


def plain(size: int) -> bytes:
    """English, for comparison."""
    return _filled(WORDS, size)


@cache
def hostile(size: int) -> dict[str, bytes]:
    """Idea -> text of `size` bytes."""
    zalgo = "Z" + "".join(map(chr, range(0x300, 0x370)))
    every = b"".join(chr(cp).encode() for cp in range(1, 0x30000) if not 0xD800 <= cp < 0xE000)
    units: dict[str, str | bytes] = {
        "one word": "a",
        "one number": "7",
        "zeros": b"\x00",
        "all 0xFF": b"\xff",
        "continuation bytes alone": b"\x80",
        "characters cut short": b"\xf0\x9f\x91",
        "alternating bytes": b"\x00\xff",
        "letter and broken byte in turn": b"a\xc3",
        "apostrophes": "'",
        "apostrophes between letters": "a'",
        "apostrophes two by two": "a''",
        "points between digits": "1.",
        "points and commas in turn": "1.,",
        "punctuation": "!",
        "every punctuation in turn": "a!b?",
        "zalgo": zalgo,
        "the same mark": "\u0301",
        "marks in falling order": "e\u0323\u0316\u0301",
        "marks on nothing": " \u0301",
        "one letter, then marks": "e" + "\u0301\u0300" * 1000,
        "precomposed, three parts each": "ế",
        "ligatures": "ﬃ",
        "fractions": "½",
        "hangul": "각",
        "ideographs": "中",
        "emoji": "👍🏽",
        "family of joiners": "👩\u200d",
        "zero-width": "\u200b",
        "soft hyphens": "a\u00ad",
        "right to left override": "\u202ea",
        "15 letters": "abcdefghijklmno ",
        "16 letters": "abcdefghijklmnop ",
        "17 letters": "abcdefghijklmnopq ",
        "15 signs": "!" * 15 + " ",
        "16 signs": "!" * 16 + "a",
        "two-byte spaces": "a\u00a0",
        "spaces": " ",
        "every code point": every,
    }
    return {name: _filled(unit, size) for name, unit in units.items()}
