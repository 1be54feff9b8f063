"""Compose the bundled reviews from grammar.toml: reviews.csv (3,600 rows) and test.csv (800 rows).

    python examples/reviews/compose.py

The same bytes on every machine: one seeded generator, no clock, no hashing order. README.md says what the set is for.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GRAMMAR = tomllib.loads((HERE / "grammar.toml").read_text(encoding="utf-8"))
SHARED, PRODUCTS = GRAMMAR["shared"], GRAMMAR["products"]
OTHER = {"good": "bad", "bad": "good"}
LABELS = {"good": "positive", "bad": "negative"}


class Composer:
    """Writes reviews; `training` keeps it away from the last phrase of every list."""

    def __init__(self, seed: int, *, training: bool) -> None:
        self.random = random.Random(seed)
        self.training = training

    def pick(self, phrases: list[str]) -> str:
        return self.random.choice(phrases[:-1] if self.training else phrases)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def review(self, product: dict[str, Any], mood: str) -> str:
        """One review in the mood `good` or `bad`."""
        kinds = {self.short: 4, self.plain: 7, self.mixed: 7, self.expected: 3}
        kind = self.random.choices(list(kinds), weights=list(kinds.values()))[0]
        text = self.fill(" ".join(kind(product, mood)), product)
        return self.handwriting(self.decorate(text, mood))

    # Kinds of review: each returns sentences.

    def short(self, product: dict[str, Any], mood: str) -> list[str]:
        if self.chance(0.5):
            return [self.pick(SHARED[mood]["verdicts"])]
        return [sentence(self.pick(product[mood]))]

    def plain(self, product: dict[str, Any], mood: str) -> list[str]:
        claims = [sentence(self.hedged(claim)) for claim in self.claims(product, mood, self.random.randint(1, 3))]
        return [*self.opening(), *claims, *self.verdict(mood, 0.5)]

    def mixed(self, product: dict[str, Any], mood: str) -> list[str]:
        """Both sides are heard; what comes after the turn, and the verdict, decide."""
        against = self.claims(product, OTHER[mood], self.random.randint(1, 2))
        decisive = self.claims(product, mood, self.random.randint(1, 2))
        first = sentence(" and ".join(against)).removesuffix(".")
        turn = f"{first}, {self.pick(SHARED['turns'])} {decisive[0]}."
        return [*self.opening(), turn, *map(sentence, decisive[1:]), *self.verdict(mood, 0.8)]

    def expected(self, product: dict[str, Any], mood: str) -> list[str]:
        """Somebody else said the opposite."""
        pattern = self.pick(SHARED[mood]["expectation"])
        parts = {side: self.pick(product[side]) for side in OTHER}
        told = re.sub(r"\{(good|bad)\}", lambda found: parts[found[1]], pattern)
        return [*self.opening(), told, *self.verdict(mood, 0.6)]

    # Parts of a review.

    def opening(self) -> list[str]:
        return [self.pick(SHARED["openings"])] if self.chance(0.4) else []

    def verdict(self, mood: str, probability: float) -> list[str]:
        return [self.pick(SHARED[mood]["verdicts"])] if self.chance(probability) else []

    def claims(self, product: dict[str, Any], mood: str, count: int) -> list[str]:
        known = product[mood][:-1] if self.training else product[mood]
        return self.random.sample(known, count)

    def hedged(self, claim: str) -> str:
        return f"{self.pick(SHARED['hedges'])} {claim}" if self.chance(0.15) else claim

    def decorate(self, text: str, mood: str) -> str:
        if self.chance(0.12):
            text = f"{text} {self.pick(SHARED[mood]['stars'])}"
        if self.chance(0.08):
            text = f"{text} {self.pick(SHARED[mood]['emoji'])}"
        return text

    # Spelling.

    def fill(self, text: str, product: dict[str, Any]) -> str:
        plural = product.get("plural", False)
        this = f"{'these' if plural else 'this'} {product['name']}"
        text = text.replace("{this}", this).replace("{it}", "them" if plural else "it")
        return re.sub(r"\{([^{}]*)\}", lambda found: self.random.choice(found[1].split("|")), text)

    def handwriting(self, text: str) -> str:
        """What hurried people do: no capitals, other apostrophes or none, a slip of the finger."""
        if self.chance(0.15):
            text = text.lower()
        if self.chance(0.25):
            text = text.replace("'", self.random.choice(["’", "’", ""]))
        if self.chance(0.2):
            text = text.replace(".", self.random.choice(["!", "...", "!!", ","]), 1)
        if self.chance(0.25):
            text = self.slip(text)
        return text

    def slip(self, text: str) -> str:
        """Swap, drop or double one letter inside a word of five letters or more."""
        word = self.random.choice(re.findall(r"[a-z]{5,}", text) or [""])
        if not word:
            return text
        at = self.random.randrange(1, len(word) - 2)
        a, b = word[at], word[at + 1]
        wrong = word[:at] + self.random.choice([b + a, b, a + a + b]) + word[at + 2 :]
        return text.replace(word, wrong, 1)


def sentence(claim: str) -> str:
    return f"{claim[0].upper()}{claim[1:]}."


def rows(composer: Composer, count: int, taken: set[str]) -> list[tuple[str, str, str]]:
    """Distinct reviews, each product and each mood equally often, in random order."""
    written: list[tuple[str, str, str]] = []
    cells = [(name, mood) for name in PRODUCTS for mood in OTHER]
    while len(written) < count:
        name, mood = cells[len(written) % len(cells)]
        text = composer.review(PRODUCTS[name], mood)
        if text.casefold() not in taken:
            taken.add(text.casefold())
            written.append((text, LABELS[mood], name))
    composer.random.shuffle(written)
    return written


def write(path: Path, reviews: list[tuple[str, str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "label", "product"))
        writer.writerows(reviews)


def main() -> None:
    taken: set[str] = set()
    write(HERE / "reviews.csv", rows(Composer(1, training=True), 3600, taken))
    write(HERE / "test.csv", rows(Composer(2, training=False), 800, taken))


if __name__ == "__main__":
    main()
