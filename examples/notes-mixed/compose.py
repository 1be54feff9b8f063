"""Compose the mixed-script messages from grammar.toml: notes.csv (2,400 rows) and test.csv (600 rows).

    python examples/notes-mixed/compose.py

The same bytes on every machine. README.md says what the set is for.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
GRAMMAR = tomllib.loads((HERE / "grammar.toml").read_text(encoding="utf-8"))
TOPICS = ("delivery", "refund", "praise", "technical")
DEVICES = ("SoundBox", "HomeCam 3", "X200", "AirPad", "LumiLamp", "NovaWatch S")
UNSPACED = ("japanese", "thai", "chinese")


def message(chosen: random.Random, language: str, topic: str, *, training: bool) -> str:
    """Perhaps a greeting, perhaps a word about another topic, one or two sentences that matter, perhaps a farewell."""
    phrases = GRAMMAR[language]
    mains = phrases[topic]["mains"][:-1] if training else phrases[topic]["mains"]
    parts = chosen.sample(mains, chosen.choice((1, 1, 2)))
    if chosen.random() < 0.5:
        other = chosen.choice([t for t in TOPICS if t != topic])
        parts.insert(0, chosen.choice(phrases[other]["asides"]))
    if chosen.random() < 0.4:
        parts.insert(0, chosen.choice(phrases["openings"]))
    if chosen.random() < 0.4:
        parts.append(chosen.choice(phrases["closings"]))
    text = ("" if language in UNSPACED and chosen.random() < 0.7 else " ").join(parts)
    text = text.replace("{order}", f"#{chosen.randrange(10_000, 99_999)}").replace("{device}", chosen.choice(DEVICES))
    return re.sub(r"\{([^{}]*)\}", lambda found: chosen.choice(found[1].split("|")), text)


def write(name: str, seed: int, count: int, *, training: bool, taken: set[str]) -> None:
    """Distinct messages, each language and topic equally often, in random order."""
    chosen = random.Random(seed)
    cells = [(language, topic) for language in GRAMMAR for topic in TOPICS]
    rows: list[tuple[str, str, str]] = []
    while len(rows) < count:
        language, topic = cells[len(rows) % len(cells)]
        text = message(chosen, language, topic, training=training)
        if text.casefold() not in taken:
            taken.add(text.casefold())
            rows.append((text, topic, language))
    chosen.shuffle(rows)
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "topic", "language"))
        writer.writerows(rows)


def main() -> None:
    taken: set[str] = set()
    write("notes.csv", 3, 2400, training=True, taken=taken)
    write("test.csv", 4, 600, training=False, taken=taken)


if __name__ == "__main__":
    main()
