"""Bytes to code points (spec/text.md, "Bytes to code points").

Well-formed UTF-8 is table 3-7 of the Unicode Standard 15.0. Ill-formed bytes become one U+FFFD per maximal subpart
(§3.9), as in every browser: the longest beginning of a well-formed sequence, or else one byte.
"""

from __future__ import annotations

import re

REPLACEMENT = 0xFFFD

# Table 3-7: first bytes from … to, how many bytes follow, lowest and highest second byte. Third and fourth: 80 … BF.
SEQUENCES = [
    (0x00, 0x7F, 0, 0x00, 0x00),
    (0xC2, 0xDF, 1, 0x80, 0xBF),
    (0xE0, 0xE0, 2, 0xA0, 0xBF),
    (0xE1, 0xEC, 2, 0x80, 0xBF),
    (0xED, 0xED, 2, 0x80, 0x9F),
    (0xEE, 0xEF, 2, 0x80, 0xBF),
    (0xF0, 0xF0, 3, 0x90, 0xBF),
    (0xF1, 0xF3, 3, 0x80, 0xBF),
    (0xF4, 0xF4, 3, 0x80, 0x8F),
]
ASCII = re.compile(rb"[\x00-\x7F]+")
BY_FIRST = {first: row[2:] for row in SEQUENCES for first in range(row[0], row[1] + 1)}


def decode(data: bytes) -> tuple[list[int], list[int]]:
    """Code points (n,) and the byte where each begins (n + 1,), the last being the length of ``data``."""
    code_points: list[int] = []
    starts: list[int] = []
    at = 0
    while at < len(data):
        if run := ASCII.match(data, at):
            code_points += run.group()
            starts += range(at, run.end())
            at = run.end()
        else:
            code_point, end = one(data, at)
            code_points.append(code_point)
            starts.append(at)
            at = end
    return code_points, [*starts, len(data)]


def one(data: bytes, at: int) -> tuple[int, int]:
    """The code point that begins at byte ``at``, and the byte after it."""
    first = data[at]
    if first not in BY_FIRST:
        return REPLACEMENT, at + 1
    following, low, high = BY_FIRST[first]
    value = first & (0x3F >> following)
    for position in range(at + 1, at + 1 + following):
        if position == len(data) or not low <= data[position] <= high:
            return REPLACEMENT, position
        value = value << 6 | data[position] & 0x3F
        low, high = 0x80, 0xBF
    return value, at + 1 + following
