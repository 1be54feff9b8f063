"""Make spec/vectors/unicode.json from the Unicode Character Database; pack.py makes the core's tables from that.

Run only when the pinned Unicode version changes: ``python core/tables/generate.py UCD_FOLDER`` (Debian's
``unicode-data`` installs that folder as /usr/share/unicode). Three tables, explained in spec/text.md:

* classes: what a code point is to the segmenter, as runs over all code points;
* maps:    one code point to one code point (case folding, full-width, mathematical letters, digits);
* pairs:   one code point to two (canonical decompositions, ligatures); both halves are folded again.

Reference: Unicode Standard Annexes 15 (normalisation), 44 (character database), CaseFolding.txt statuses C and S.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

VERSION = "15.0.0"
SEPARATOR, LETTER, DIGIT, MARK, SINGLE, IGNORED, PUNCTUATION, TAIL = range(8)
LAST = 0x10FFFF
SINGLE_SCRIPTS = {"Han", "Hiragana", "Katakana", "Bopomofo", "Thai", "Lao", "Khmer", "Myanmar"}
POINTS = [  # Hebrew and Arabic vowels
    (0x591, 0x5C7),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x6D6, 0x6ED),
    (0x8CA, 0x8FF),
]
PICTURES = [(0x2190, 0x2BFF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFD)]  # symbols, emoji, ideographs; later versions' too
RARE = [(0x10000, 0x1EFFF)]  # historic scripts, notation: letters, to the byte budget's sake
CASED = [
    (0x41, 0x587),
    (0x1E00, 0x1FFF),
    (0x2100, 0x24FF),
    (0x2C60, 0x2C7F),
    (0xA640, 0xA69B),
    (0xA722, 0xA7FF),
    (0xFF21, 0xFF3A),
]
DECIMALS = [(0x660, 0x6F9), (0x966, 0xE59), (0xFF10, 0xFF19)]  # Arabic, Indic, Thai and full-width digits
COMPATIBILITY = [
    (0xA0, 0x24F),
    (0x2460, 0x24FF),
    (0xFB00, 0xFB06),
    (0xFF01, 0xFF9F),
    (0x1D400, 0x1D6A3),
    (0x1D7CE, 0x1D7FF),
]


def inside(cp: int, ranges: list[tuple[int, int]]) -> bool:
    return any(low <= cp <= high for low, high in ranges)


Numbers = dict[int, int]


def properties(ucd: Path) -> tuple[dict[int, str], Numbers, dict[int, list[int]], dict[int, bool], Numbers]:
    """UnicodeData.txt as: general category, combining class, decomposition, is it canonical, decimal digit value."""
    category: dict[int, str] = {}
    combining: Numbers = {}
    decomposition: dict[int, list[int]] = {}
    canonical: dict[int, bool] = {}
    digit: dict[int, int] = {}
    first = 0
    for line in (ucd / "UnicodeData.txt").read_text().splitlines():
        fields = line.split(";")
        cp = int(fields[0], 16)
        if fields[1].endswith("First>"):
            first = cp
        for each in range(first if fields[1].endswith("Last>") else cp, cp + 1):
            category[each] = fields[2]
        if fields[3] != "0":
            combining[cp] = int(fields[3])
        if fields[5]:
            parts = fields[5].split()
            canonical[cp] = not parts[0].startswith("<")
            decomposition[cp] = [int(part, 16) for part in parts if not part.startswith("<")]
        if fields[2] == "Nd":
            digit[cp] = int(fields[6])
    return category, combining, decomposition, canonical, digit


def ranged(path: Path) -> dict[int, str]:
    """A file of lines ``0041..005A ; Latin # …`` as code point to value."""
    found: dict[int, str] = {}
    for line in path.read_text().splitlines():
        body = line.split("#")[0].strip()
        if body:
            span, value = (part.strip() for part in body.split(";")[:2])
            low, _, high = span.partition("..")
            for cp in range(int(low, 16), int(high or low, 16) + 1):
                found[cp] = value
    return found


def classify(category: dict[int, str], combining: Numbers, script: dict[int, str]) -> list[int]:
    classes = []
    for cp in range(LAST + 1):
        kind = category.get(cp, "Cn")
        if cp == 0x2BC:  # an apostrophe that Unicode calls a letter
            value = PUNCTUATION
        elif cp in (0xFFFC, 0xFFFD):  # placeholders, and what ill-formed bytes become
            value = SEPARATOR
        elif (
            (
                (kind in ("Mn", "Cf") and inside(cp, POINTS))
                or kind == "Me"
                or cp in (0x640, 0x34F)
                or 0x1F3FB <= cp <= 0x1F3FF
                or 0xFE00 <= cp <= 0xFE0F
                or 0xE0000 <= cp <= 0xE0FFF
            )
            or (kind == "Cf" and cp > 0x600)
            or cp == 0xAD
        ):
            value = IGNORED
        elif cp in combining:  # what canonical ordering may move
            value = MARK
        elif inside(cp, PICTURES):
            value = SINGLE
        elif inside(cp, RARE):
            value = LETTER
        elif kind == "Nd":
            value = DIGIT
        elif cp == 0x30FC or (kind in ("Mn", "Mc") and script.get(cp) in SINGLE_SCRIPTS):
            value = TAIL
        elif kind[0] in "LM" or kind in ("Nl", "No"):
            value = SINGLE if script.get(cp) in SINGLE_SCRIPTS else LETTER
        elif kind == "So" and cp > 0xFF:
            value = SINGLE
        elif kind == "Cn":
            value = classes[-1] if classes[-1] != DIGIT else SEPARATOR
        elif kind[0] in "PS":
            value = PUNCTUATION
        else:
            value = SEPARATOR
        classes.append(value)
    return classes


def folding(
    ucd: Path, decomposition: dict[int, list[int]], canonical: dict[int, bool], digit: dict[int, int]
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    """The maps and the pairs. A code point is in at most one; targets are folded again until nothing changes."""
    maps: dict[int, int] = {}
    pairs: dict[int, tuple[int, int]] = {}
    for line in (ucd / "CaseFolding.txt").read_text().splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) >= 3 and fields[1] in "CS" and inside(int(fields[0], 16), CASED):
            maps[int(fields[0], 16)] = int(fields[2], 16)
    for cp, value in digit.items():
        if inside(cp, DECIMALS):
            maps[cp] = 0x30 + value
    for cp, target in decomposition.items():
        if cp in maps or 0xF900 <= cp <= 0xFAFF or 0x2F800 <= cp <= 0x2FA1F:  # ideograph variants: not in the budget
            continue
        if not canonical[cp] and not inside(cp, COMPATIBILITY):
            continue
        if target[0] == 0x20 or 0x28 in target or 0x2E in target:  # spacing accents and (1), 1.: separators anyway
            continue
        if len(target) == 1:
            maps[cp] = target[0]
        elif len(target) == 2:
            pairs[cp] = (target[0], target[1])
        elif target == [0x66, 0x66, 0x69]:
            pairs[cp] = (0xFB00, 0x69)
        elif target == [0x66, 0x66, 0x6C]:
            pairs[cp] = (0xFB00, 0x6C)
    maps[0x2019] = maps[0x2BC] = 0x27
    return maps, pairs


def main(ucd: Path) -> None:
    category, combining, decomposition, canonical, digit = properties(ucd)
    classes = classify(category, combining, ranged(ucd / "Scripts.txt"))
    maps, pairs = folding(ucd, decomposition, canonical, digit)
    root = Path(__file__).parents[2]
    runs: list[list[int]] = []
    for cp, value in enumerate(classes):
        if not runs or runs[-1][1] != value:
            runs.append([cp, value])
    (root / "spec/vectors/unicode.json").write_text(
        json.dumps(
            {
                "unicode": VERSION,
                "class_runs": runs,
                "maps": {f"{cp:X}": f"{to:X}" for cp, to in sorted(maps.items())},
                "pairs": {f"{cp:X}": f"{a:X} {b:X}" for cp, (a, b) in sorted(pairs.items())},
            },
            separators=(",", ":"),
        )
        + "\n"
    )
    print(f"{len(runs)} runs of classes, {len(maps)} maps, {len(pairs)} pairs")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
