"""Make core/src/unicode_data.h from spec/vectors/unicode.json: ``python core/tables/pack.py``.

The tables are one stream of numbers, coded as those of tensors are (spec/package.md, "Coded numbers"). Runs of classes:

    class as a recent number    LENGTH of that class: code points, less one

and then what folds, first to one code point, then to two, in runs of a constant difference:

    the SECOND as a recent number    DIFFERENCE from code point to target, likewise    COUNT, STRIDE, both less one
    GAP from the end of the run before, modulo 2^21

A recent number is its place among the last eight different ones, or 8 + zigzag of its difference from the last.
core/src/unicode.c unpacks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pinnace.packaging.range_encoder import Encoder, Number

ROOT = Path(__file__).parents[2]
LAST = 0x10FFFF
CLASSES, IGNORED = 8, 5
RECENT = 8
POINTS = 1 << 21
Fold = tuple[int, int]  # target, and the second code point or 0


class Packer:
    """Numbers by kind, each with contexts of its own."""

    def __init__(self) -> None:
        self.encoder = Encoder()
        self.contexts: dict[str, Number] = {}
        self.last: dict[str, list[int]] = {}

    def number(self, kind: str, value: int) -> None:
        self.contexts.setdefault(kind, Number()).encode(self.encoder, value)

    def recent(self, kind: str, value: int) -> None:
        last = self.last.setdefault(kind, [0] * RECENT)
        difference = value - last[0]
        zigzag = difference << 1 if difference >= 0 else (-difference << 1) - 1
        self.number(kind, last.index(value) if value in last else RECENT + zigzag)
        last.remove(value if value in last else last[-1])
        last.insert(0, value)


def class_runs(classes: list[int], folds: dict[int, Fold]) -> Iterator[tuple[int, int]]:
    """(class, length). What folds has no use for a class: it goes on with the one before."""
    start, value = 0, 0
    for cp, one in enumerate([*classes, -1]):
        if one != value and cp not in folds:
            yield value, cp - start
            start, value = cp, one


def fold_runs(folds: dict[int, Fold]) -> Iterator[tuple[int, int, int, Fold]]:
    """(first code point, stride, count, what the first folds to), the longest run first where two begin."""
    rest = sorted(folds)
    while rest:
        start, best = rest[0], [rest[0]]
        for stride in (1, 2):
            run = [start]
            while folds.get(run[-1] + stride) == (folds[start][0] + run[-1] + stride - start, folds[start][1]):
                run.append(run[-1] + stride)
            if len(run) > len(best) and (stride == 1 or all(cp + 1 not in folds for cp in run[:-1])):
                best = run
        yield start, best[1] - start if len(best) > 1 else 1, len(best), folds[start]
        taken = set(best)
        rest = [cp for cp in rest if cp not in taken]


def pack(classes: list[int], folds: dict[int, Fold]) -> bytes:
    packer = Packer()
    packer.last["class"] = list(range(CLASSES))
    for value, length in class_runs(classes, folds):
        packer.recent("class", value)
        packer.number(f"length {value}", length - 1)
    end = 0
    for to_two in (False, True):
        for start, stride, count, (target, second) in fold_runs(
            {cp: fold for cp, fold in folds.items() if bool(fold[1]) == to_two}
        ):
            packer.recent("second", second)
            packer.recent("difference", target - start)
            packer.number("count", count - 1)
            packer.number("stride", stride - 1)
            packer.number("gap", (start - end) % POINTS)
            end = start + (count - 1) * stride + 1
    return packer.encoder.finish()


def main() -> None:
    table = json.loads((ROOT / "spec/vectors/unicode.json").read_text())
    ends = [start for start, _ in table["class_runs"][1:]] + [LAST + 1]
    classes = [value for (start, value), end in zip(table["class_runs"], ends, strict=True) for _ in range(start, end)]
    folds: dict[int, Fold] = {int(cp, 16): (int(target, 16), 0) for cp, target in table["maps"].items()}
    for cp, both in table["pairs"].items():
        first, second = (int(half, 16) for half in both.split())
        folds[int(cp, 16)] = (first, 0 if classes[second] == IGNORED else second)
    packed = pack(classes, folds)
    blocks = (range(start, start + 256) for start in range(0, LAST, 256))
    own = sum(1 for block in blocks if len({classes[cp] for cp in block}) > 1 or any(cp in folds for cp in block))
    assert CLASSES + own <= 256
    rows = [",".join(str(byte) for byte in packed[at : at + 32]) for at in range(0, len(packed), 32)]
    (ROOT / "core/src/unicode_data.h").write_text(
        f"/* Made by core/tables/pack.py from Unicode {table['unicode']}; explained in spec/text.md. Do not edit. */\n"
        f'#define PN_UNICODE_VERSION "{table["unicode"]}"\n'
        f"#define PN_UNICODE_ENTRIES {len(folds)}u\n#define PN_UNICODE_PAGES {CLASSES + own}u\n"
        f"static const uint8_t pn_unicode[{len(packed)}] = {{\n" + ",\n".join(rows) + "};\n"
    )
    print(f"{len(packed)} bytes, {len(folds)} folds, {CLASSES + own} pages")


if __name__ == "__main__":
    main()
