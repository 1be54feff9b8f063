"""Folded characters to words (spec/text.md, "Words"): a grammar over class letters, as one regular expression.

The core does the same with a state machine that reads one code point at a time; nothing of it is used here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pinnace.checking.reference.folding import fold
from pinnace.checking.reference.utf8 import decode

RUN = 3  # characters of a run of punctuation that count: "!!!!!" is "!!!"
MARKS = 4  # distinct combining marks kept per base

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


def words(data: bytes) -> list[Word]:
    """The words of a text in order."""
    code_points, starts = decode(data)
    units = [(character, letter, index) for index, cp in enumerate(code_points) for character, letter in fold(cp)]
    characters = "".join([unit[0] for unit in units])
    letters = "".join([unit[1] for unit in units])
    found = []
    for match in GRAMMAR.finditer(letters):
        first, last = match.start(), match.end() - 1
        kind = str(match.lastgroup)
        spelling = spell(characters[first : last + 1], letters[first : last + 1], kind)
        found.append(Word(starts[units[first][2]], starts[units[last][2] + 1], spelling, kind))
    return found


def spell(characters: str, letters: str, kind: str) -> str:
    """What of a word is hashed: bases and joiners, each base with its marks in order; the beginning of a run."""
    if kind == "punctuation":
        return "".join(c for c, letter in zip(characters, letters, strict=True) if letter != "M")[:RUN]
    if "M" not in letters:
        return characters
    spelling = ""
    marks: list[str] = []
    for character, letter in zip(characters, letters, strict=True):
        if letter != "M":
            spelling += "".join(sorted(marks)) + character
            marks = []
        elif character not in marks and len(marks) < MARKS:
            marks.append(character)
    return spelling + "".join(sorted(marks))
