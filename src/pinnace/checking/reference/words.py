"""Folded characters to words (spec/text.md, "Words"): a grammar over class letters, as one regular expression.

The core does the same with a state machine that reads one code point at a time; nothing of it is used here.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pinnace.checking.reference.folding import CHARACTERS, LETTERS, fold
from pinnace.checking.reference.utf8 import decode

RUN = 3  # characters of a run of punctuation that count: "!!!!!" is "!!!"
MARKS = 4  # distinct combining marks kept per base, the smallest

# L letter, D digit, T tail, M mark, S single, P other punctuation, ' apostrophe, . point or comma; a space separates.
GRAMMAR = re.compile(
    r"""
    (?P<spelled> (?: [LT][TM]* (?:'(?=L))?      # letters; an apostrophe joins a letter to a letter,
                   | D[TM]*    (?:[.](?=D))?    # digits;  a point or comma joins a digit to a digit
                 )+ )
  | (?P<single> S[TM]* )                        # an ideograph, a symbol, a letter of a script without spaces
  | (?P<punctuation> [P'.] (?: M*[P'.] )* )     # a run of punctuation; marks within it vanish
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """Bytes ``begin`` … ``end`` of the text, and the characters that are hashed."""

    begin: int
    end: int
    spelling: str
    kind: str  # spelled, single or punctuation


@functools.lru_cache(maxsize=1)  # whoever explains a text has just answered it
def words(data: bytes) -> tuple[Word, ...]:
    """The words of a text in order."""
    code_points, starts = decode(data)
    text = "".join(map(chr, code_points))
    characters, letters = text.translate(CHARACTERS), text.translate(LETTERS)
    # From a folded character back to the code point that it came from; ASCII folds one to one.
    source = range(len(text)) if text.isascii() else [i for i, cp in enumerate(code_points) for _ in fold(cp)[0]]
    found = []
    for match in GRAMMAR.finditer(letters):
        first, last = match.start(), match.end() - 1
        kind = str(match.lastgroup)
        spelling = spell(characters[first : last + 1], letters[first : last + 1], kind)
        found.append(Word(starts[source[first]], starts[source[last] + 1], spelling, kind))
    return tuple(found)


def spell(characters: str, letters: str, kind: str) -> str:
    """What of a word is hashed: bases and joiners, each base with its marks in order; the beginning of a run."""
    if kind == "punctuation":
        return "".join(c for c, letter in zip(characters, letters, strict=True) if letter != "M")[:RUN]
    if "M" not in letters:
        return characters
    spelling = ""
    marks: set[str] = set()
    for character, letter in zip(characters, letters, strict=True):
        if letter != "M":
            spelling += "".join(sorted(marks)[:MARKS]) + character
            marks = set()
        else:
            marks.add(character)
    return spelling + "".join(sorted(marks)[:MARKS])
