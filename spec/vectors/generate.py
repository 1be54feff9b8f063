"""Make the vectors beside it, text.json to pictures.json, from the reference (``python spec/vectors/generate.py``).

Tests hold the core to them. They change only when a rule of spec/text.md, spec/image.md or spec/ops.md does, and then
the version of the tokenizer, front end or operator, too.
"""

from __future__ import annotations

import base64
import json
import random
import struct
import sys
from pathlib import Path

from pinnace.checking import reference, torture
from pinnace.checking.reference import picture
from pinnace.checking.reference.contributions import part
from pinnace.checking.reference.gram_sum import key
from pinnace.checking.reference.grams import distinct
from pinnace.checking.reference.network.requantise import requantise
from pinnace.checking.reference.network.sigmoid import TABLE, sigmoid, tanh
from pinnace.checking.reference.softmax import exp_below, logistic, softmax
from pinnace.checking.reference.words import words

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[1] / "tests"))
from image_networks import LATER_DEEP, image_network, later_network, mirrored_network  # noqa: E402
from networks import network  # noqa: E402  the networks that tests draw

LONGEST = 200  # bytes of an input
SHORT = 40  # bytes of an input whose longer n-grams are listed as well
EVERY = 40  # of the cases that try the same text at every offset


def text() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number, (name, data) in enumerate(torture.cases().items()):
        variation = "twice" in name or "after 14" in name or (name.startswith("border") and number % EVERY)
        if len(data) > LONGEST or variation:
            continue
        split = words(data)
        case: dict[str, object] = {
            "name": name,
            "input": base64.b64encode(data).decode(),
            "words": [[word.begin, word.end, word.spelling] for word in split],
            "grams": distinct(split, 2, (0, 0)),  # words 1 … 2
        }
        if len(data) <= SHORT:
            case["longer"] = distinct(split, 4, (3, 4))  # words 1 … 4, characters 3 … 4
        found.append(case)
    return found


def ops() -> dict[str, object]:
    chance = random.Random(1)
    scores = [[0, 0], [1, 0], [-5, -5, -5], [2**31 - 1, -(2**31)], [-(2**31)] * 4, [0, 1024], [1024, 0, 1023, 1024]]
    scores += [[chance.randrange(-(10**k), 10**k) for _ in range(n)] for k in (1, 3, 4, 5, 9) for n in (2, 3, 7, 40)]
    distances = [0, 1, 11, 12, 1023, 1024, 22712, 22713, 22714, 10**6, 2**32 - 1]
    single = [-(2**31), -30000, -1024, -1, 0, 1, 700, 1024, 30000, 2**31 - 1]
    parts = [[w, n] for w in (-7, -1, 0, 1, 5, 3000, -32768) for n in (1, 2, 3, 4, 11)]
    hashes = [(chance.randrange(2**32), chance.randrange(2**32) | 1, bits) for bits in (8, 12, 18, 24)]
    return {
        "exp_below": [[d, exp_below(d)] for d in distances],
        "softmax.v1": [{"scores": s, "probabilities": softmax(s)} for s in scores],
        "logistic.v1": [{"score": s, "probabilities": logistic(s)} for s in single],
        "part": [{"whole": w, "parts": [part(w, k, n) for k in range(n)]} for w, n in parts],
        "requantise": [
            {"sum": s, "scale": m, "shift": k, "largest": top, "relu": r, "is": requantise(s, m, k, top, bool(r))}
            for s, m, k, top, r in requantisations(chance)
        ],
        "sigmoid": [[x, sigmoid(x), tanh(x)] for x in (*range(-12, 13), *range(-9000, 9001, 750), -65536, 65534)],
        "sigmoid table": [
            [i, TABLE[i + 1024]] for i in (-1024, -1023, -512, -128, -1, 0, 1, 127, 128, 500, 1022, 1023)
        ],
        "key": [{"identity": g, "multiplier": m, "bits": b, "key": key(g, m, b)} for g, m, b in hashes],
    }


def image() -> list[dict[str, object]]:
    """Small pictures of chance in views of every fit: larger and smaller, every orientation, half transparent."""
    chance = random.Random(2)
    sizes = [(1, 1), (1, 9), (9, 1), (2, 3), (8, 8), (17, 5), (5, 17), (31, 20)]
    views = [(1, 1), (8, 8), (12, 5), (4, 9)]
    found = []
    for number in range(96):
        (width, height), turn = chance.choice(sizes), number % 8 + 1
        view = picture.View(*chance.choice(views), number // 8 % 3, chance.randrange(1 << 24))
        alpha = (lambda: 255) if number % 5 else (lambda: chance.choice((0, 255, chance.randrange(256))))
        pixels = [(*(chance.randrange(256) for _ in range(3)), alpha()) for _ in range(width * height)]
        raw = struct.pack("<III", width, height, turn) + bytes(level for pixel in pixels for level in pixel)
        found.append(
            {
                "view": [view.width, view.height, view.fit, view.background],
                "input": base64.b64encode(raw).decode(),
                "seen": base64.b64encode(picture.seen(raw, view).tobytes()).decode(),
            }
        )
    return found


def requantisations(chance: random.Random) -> list[tuple[int, int, int, int, int]]:
    """(sum, scale, shift, largest, relu): halves, both ends, and what fills 64 bits."""
    found = [(s, 1, 1, 127, r) for s in (-256, -255, -254, -3, -2, -1, 0, 1, 2, 3, 253, 254, 255) for r in (0, 1)]
    edges = (-(2**31) + 1, -1, 0, 1, 2**31 - 1)
    found += [(s, 2**31 - 1, k, top, 0) for s in edges for k in (1, 31, 62) for top in (127, 32767, 2**30)]
    return found + [(chance.randrange(-(2**24), 2**24), chance.randrange(2**20), k, 32767, 0) for k in (8, 16, 24, 33)]


TEXTS = [
    b"",
    b"good",
    b"A good film, and not so bad at all, is it? No! A good film.",
    "Ça m’a plu; не хорошо, とても良い 👍🏽 3.5 stars!!!".encode(),
    b"the end of a long text counts as its beginning does " * 4,
]


def networks() -> list[dict[str, object]]:
    """Packages of core level 2 with their answers, and what each word adds to the first score."""
    found = []
    for seed in range(24):
        package = network(seed)
        opened = reference.parse(package)
        cases = []
        for data in TEXTS:
            scores, probabilities = reference.answer(opened, data)
            words, bias = reference.explain(opened, data, 0)
            said = {
                "scores": scores,
                "probabilities": probabilities,
                "bias": bias,
                "words": [word.value for word in words],
            }
            cases.append({"input": base64.b64encode(data).decode(), **said})
        ops = [type(op).__name__ for op in opened.plan.ops]
        found.append({"operators": ops, "package": base64.b64encode(package).decode(), "cases": cases})
    return found


def pictures() -> list[dict[str, object]]:
    """Packages over pictures, of core level 2 and 3, with their answers."""
    found = []
    packages = [image_network(seed) for seed in range(6)]
    packages += [later_network(seed) for seed in (*range(18), *LATER_DEEP[:2])]
    packages += [mirrored_network(seed) for seed in range(6)]
    chance = random.Random(3)
    inputs = [raw_picture(chance, *size) for size in ((1, 1), (9, 4), (5, 12))]
    for package in packages:
        opened = reference.parse(package)
        answers = [reference.answer(opened, one) for one in inputs]
        cases = [
            {"input": base64.b64encode(one).decode(), "scores": scores, "probabilities": probabilities}
            for one, (scores, probabilities) in zip(inputs, answers, strict=True)
        ]
        ops = [type(op).__name__ for op in opened.plan.ops]
        found.append({"operators": ops, "package": base64.b64encode(package).decode(), "cases": cases})
    return found


def raw_picture(chance: random.Random, width: int, height: int) -> bytes:
    return struct.pack("<III", width, height, chance.randint(1, 8)) + chance.randbytes(4 * width * height)


def rendered() -> dict[str, str]:
    """File name to contents: one vector per line."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in text())
    groups = {name: json.dumps(cases, separators=(",", ":")) for name, cases in ops().items()}
    seen = ",\n".join(json.dumps(case, separators=(",", ":")) for case in image())
    over = ",\n".join(json.dumps(case, separators=(",", ":")) for case in pictures())
    lowered = ",\n".join(json.dumps(case, separators=(",", ":")) for case in networks())
    return {
        "image.json": f"[\n{seen}\n]\n",
        "pictures.json": f"[\n{over}\n]\n",
        "networks.json": f'{{"cases": [\n{lowered}\n]}}\n',
        "text.json": f'{{"unicode": "15.0.0", "cases": [\n{lines}\n]}}\n',
        "ops.json": "{\n" + ",\n".join(f'"{name}": {cases}' for name, cases in groups.items()) + "\n}\n",
    }


if __name__ == "__main__":
    for name, contents in rendered().items():
        (HERE / name).write_text(contents)
