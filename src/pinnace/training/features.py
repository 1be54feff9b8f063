"""Which n-grams a rung looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.runtime.text import Grams, ngrams


@dataclass(frozen=True)
class Features:
    """Word n-grams of orders 1 … words and, when given, character n-grams of lengths chars[0] … chars[1]."""

    words: int = 2
    chars: tuple[int, int] | None = None

    @property
    def suffix(self) -> str:
        """What a rung's name adds for them: words up to two are the plain case."""
        return ("-trigrams" if self.words == 3 else "") + ("-chars" if self.chars else "")

    @property
    def described(self) -> str:
        """For people."""
        words = "words" if self.words == 1 else f"phrases of up to {self.words} words"
        return f"{words} and runs of {self.chars[0]} to {self.chars[1]} letters" if self.chars else words

    def grams(self, texts: Sequence[str | bytes]) -> Grams:
        return ngrams(texts, words=self.words, chars=self.chars)
