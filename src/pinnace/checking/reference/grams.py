"""Words to 32-bit n-gram identities (spec/text.md, "Hashing", "Word n-grams", "Character n-grams")."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from pinnace.checking.reference.words import Word

WORD_START, CHAR_START = 0x9E3779B9, 0x2545F491
MIX_LOW, MIX_HIGH, MIX_A, MIX_B = 0xCC9E2D51, 0x1B873593, 0x85EBCA6B, 0xC2B2AE35
WORD_BEGINS, WORD_ENDS = 2, 3  # the borders that character n-grams see
CHARS = 64  # characters of a word that character n-grams see


def low32(x: int) -> int:
    return x & 0xFFFFFFFF


def rotate(x: int, n: int) -> int:
    return low32(x << n) | x >> (32 - n)


def finish(x: int) -> int:
    x = low32((x ^ x >> 16) * MIX_A)
    x = low32((x ^ x >> 13) * MIX_B)
    return x ^ x >> 16


@functools.lru_cache(1 << 20)
def word_hash(spelling: str) -> int:
    """UTF-8 in blocks of 8 bytes, the last filled with zeros, as two little-endian halves."""
    data = spelling.encode()
    x = WORD_START
    for at in range(0, len(data), 8):
        block = data[at : at + 8].ljust(8, b"\0")
        low, high = int.from_bytes(block[:4], "little"), int.from_bytes(block[4:], "little")
        x = low32(rotate(x ^ low32(low * MIX_LOW), 15) * MIX_A)
        x = low32(rotate(x ^ low32(high * MIX_HIGH), 13) * MIX_B)
    return finish(x)


def chain(grams: Sequence[int], word: int, orders: int) -> list[int]:
    """Identities of orders 1, 2 … that end at a word, from those that ended at the word before: each grows by one."""
    return [word, *[(gram * MIX_A & 0xFFFFFFFF) ^ word for gram in grams]][:orders]


@functools.lru_cache(1 << 16)
def char_grams(spelling: str, shortest: int, longest: int) -> tuple[int, ...]:
    """Character n-grams of one spelled word, by where they begin, then by length."""
    characters = [WORD_BEGINS, *map(ord, spelling[:CHARS]), WORD_ENDS]
    found = []
    for begin in range(len(characters)):
        x = CHAR_START
        for n, character in enumerate(characters[begin : begin + longest], start=1):
            x = low32(rotate(low32((x ^ character) * MIX_LOW), 15) * MIX_HIGH)
            if n >= shortest:
                found.append(finish(x))
    return tuple(found)


def completed(words: Sequence[Word], orders: int, chars: tuple[int, int]) -> Iterator[list[tuple[int, int]]]:
    """For each word, the (identity, order) of all n-grams that end at it; character n-grams have order 0."""
    chained: list[int] = []
    for word in words:
        chained = chain(chained, word_hash(word.spelling), orders)
        grams = [(gram, order) for order, gram in enumerate(chained, start=1)]
        if chars[1] and word.kind == "spelled":
            grams += [(gram, 0) for gram in char_grams(word.spelling, *chars)]
        yield grams


def distinct(words: Sequence[Word], orders: int, chars: tuple[int, int]) -> list[int]:
    """The identities that occur in a text, each once, in order of first appearance: what training counts."""
    return list(dict.fromkeys(gram for grams in completed(words, orders, chars) for gram, _ in grams))
