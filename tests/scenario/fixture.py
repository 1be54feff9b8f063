"""The one fixture that the scenario is told on in four languages: packages, and what must come out of them.

answers.tsv   package · UTF-8 in hexadecimal · label · scores (1/1024 nat) · probabilities (1/65536) ·
              bias · words begin:end:contribution of the last label's explanation, lists with commas
refusals.tsv  file · number · code · message
labels.tsv    package · labels
errors.tsv    number · code · meaning of all that the core refuses
pictures.tsv  package · width · height · orientation · RGBA in hexadecimal · label · scores · probabilities ·
              what was seen, RGB in hexadecimal

Expected answers come from the reference in Python, which shares no code with the core that all four run.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from image_networks import image_network
from models import model

from pinnace.checking import reference, torture_pictures
from pinnace.checking.reference.network.picture import Picture
from pinnace.core_errors import CORE_ERRORS
from pinnace.packaging import writer

TEXTS = ["", "good", "not so good, is it? 👍🏽 don’t", "e\u0301 é 漢字", "İstanbul ΣΊΣΥΦΟΣ ﬁne \u200d🏳️‍🌈"]
TEXTS += ["x" * 5000, "a b " * 900]
RAW = [b"\xff\xfe", b"cut \xe2\x82", b"\xed\xa0\x80 surrogate", b"nul \x00 inside"]
MODELS = {
    "two": model(bits=10, kept=900),
    "four": replace(model(bits=10, kept=900, classes=4), classes=("__proto__", "7", "\ufeffä", "constructor")),
    "alike": replace(model(bits=10, kept=900, classes=3), classes=("\u00e9", "e\u0301", "E\u0301")),  # of other bytes
    "chars": model(bits=11, kept=1200, classes=5, chars=(3, 5), seed=1),
}
PICTURES = {"cover": image_network(8), "contain": image_network(9), "stretch": image_network(5)}
SEEN = [torture_pictures.picture(7, 5, turn) for turn in range(1, 9)] + [torture_pictures.picture(1, 1)]
SEEN += [torture_pictures.cases()["alpha: noise"], torture_pictures.picture(40, 3, 6)]
HEADER = 12  # bytes of a raw picture before its pixels


def write(folder: Path) -> Path:
    """All files into a folder."""
    packages = {name: writer.write(made) for name, made in MODELS.items()}
    for name, data in (packages | PICTURES).items():
        (folder / f"{name}.pinnace").write_bytes(data)
    for name, data in refused(packages["two"]).items():
        (folder / name).write_bytes(data)
    tables = {
        "answers": [row for name in packages for row in answers(name, packages[name])],
        "refusals": [refusal(name, data) for name, data in refused(packages["two"]).items()],
        "errors": [[str(number), code, what] for number, (code, what, _) in CORE_ERRORS.items()],
        "pictures": [row for name in PICTURES for row in pictures(name, PICTURES[name])],
        "labels": [[name, *made.classes] for name, made in MODELS.items()],
    }
    for name, rows in tables.items():
        (folder / f"{name}.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def answers(name: str, data: bytes) -> list[list[str]]:
    package = reference.parse(data)
    rows = []
    for text in [text.encode() for text in TEXTS] + RAW:
        scores, probabilities = reference.answer(package, text)
        words, bias = reference.explain(package, text, len(scores) - 1)
        label = package.labels[probabilities.index(max(probabilities))]
        spelled = ",".join(f"{begin}:{end}:{value}" for begin, end, value in words)
        rows.append([name, text.hex(), label, numbers(scores), numbers(probabilities), str(bias), spelled])
    return rows


def pictures(name: str, data: bytes) -> list[list[str]]:
    package = reference.parse(data)
    first = package.plan.ops[0]
    assert isinstance(first, Picture)
    rows = []
    for raw in SEEN:
        scores, probabilities = reference.answer(package, raw)
        size = [str(int.from_bytes(raw[at : at + 4], "little")) for at in range(0, HEADER, 4)]
        label = package.labels[probabilities.index(max(probabilities))]
        seen = bytes(level + 128 for pixel in first.run(raw) for level in pixel)
        rows.append([name, *size, raw[HEADER:].hex(), label, numbers(scores), numbers(probabilities), seen.hex()])
    return rows


def numbers(values: list[int]) -> str:
    return ",".join(map(str, values))


def refused(package: bytes) -> dict[str, bytes]:
    """A package in ways that must be refused."""
    return {
        "empty.pinnace": b"",
        "other.pinnace": b"<!doctype html><title>404</title>" * 9,
        "cut.pinnace": package[:40],
        "flipped.pinnace": package[:50] + bytes([package[50] ^ 1]) + package[51:],
        "newer.pinnace": package[:4] + b"\xff" + package[5:],
    }


def refusal(name: str, data: bytes) -> list[str]:
    """From the reference's refusal."""
    try:
        reference.parse(data)
    except Exception as error:
        code = str(getattr(error, "code", error))
        ((number, meaning),) = [(number, row[1]) for number, row in CORE_ERRORS.items() if row[0] == code]
        return [name, str(number), code, f"{code}: {meaning}"]
    raise AssertionError(f"{name} was accepted")
