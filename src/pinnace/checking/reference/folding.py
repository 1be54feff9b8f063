"""What a code point becomes, and what it is to the segmenter (spec/text.md, "Folding" and "Classes").

The tables are those of Unicode 15.0.0 as ``unicode.json`` lists them, plain, one entry per code point; the core
carries the same tables packed. Tests hold the copy beside this file equal to spec/vectors/unicode.json.
"""

from __future__ import annotations

import bisect
import functools
import json
from importlib import resources

# The classes, as one letter each: words.py is a grammar over these letters. IGNORED ones vanish.
SEPARATOR, LETTER, DIGIT, MARK, SINGLE, IGNORED, PUNCTUATION, TAIL = " ", "L", "D", "M", "S", "", "P", "T"
KINDS = (SEPARATOR, LETTER, DIGIT, MARK, SINGLE, IGNORED, PUNCTUATION, TAIL)
JOINERS = {"'": "'", ".": ".", ",": "."}  # punctuation that can join, each with its own letter of the grammar

HANGUL, SYLLABLES = 0xAC00, 11172  # Unicode 15.0 §3.12: syllables come apart by arithmetic
LEADING, VOWEL, TRAILING = 0x1100, 0x1161, 0x11A7


def _load() -> tuple[list[int], list[str], dict[int, tuple[int, ...]]]:
    table = json.loads(resources.files(__package__).joinpath("unicode.json").read_text())
    starts = [start for start, _ in table["class_runs"]]
    kinds = [KINDS[number] for _, number in table["class_runs"]]
    folds: dict[int, tuple[int, ...]] = {int(cp, 16): (int(to, 16),) for cp, to in table["maps"].items()}
    folds |= {int(cp, 16): tuple(int(half, 16) for half in to.split()) for cp, to in table["pairs"].items()}
    return starts, kinds, folds


STARTS, RUN_KINDS, FOLDS = _load()


def kind(code_point: int) -> str:
    """The class letter of a folded code point; the three joiners have letters of their own."""
    letter = RUN_KINDS[bisect.bisect_right(STARTS, code_point) - 1]
    return JOINERS.get(chr(code_point), letter) if letter == PUNCTUATION else letter


@functools.cache
def fold(code_point: int) -> tuple[str, str]:
    """What a code point becomes, and a class letter for each of it: folded again and again until nothing changes."""
    syllable = code_point - HANGUL
    if 0 <= syllable < SYLLABLES:
        parts = [LEADING + syllable // 588, VOWEL + syllable % 588 // 28]
        if syllable % 28:
            parts.append(TRAILING + syllable % 28)
        return "".join(map(chr, parts)), LETTER * len(parts)
    if code_point in FOLDS:
        halves = [fold(part) for part in FOLDS[code_point]]
        return "".join(half[0] for half in halves), "".join(half[1] for half in halves)
    letter = kind(code_point)
    return (chr(code_point), letter) if letter != IGNORED else ("", "")


class Characters(dict[int, str]):
    """For str.translate: code point to what it becomes."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = fold(code_point)[0]
        return self[code_point]


class Letters(dict[int, str]):
    """For str.translate: code point to the class letters of what it becomes."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = fold(code_point)[1]
        return self[code_point]


CHARACTERS, LETTERS = Characters(), Letters()
