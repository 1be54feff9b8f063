"""Every way to compile the core gives the same answers, and a build with a fault in it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from builds import compiled, loaded, needs_compiler
from models import model

from pinnace.checking import torture
from pinnace.checking.check import compare
from pinnace.checking.inputs import Case
from pinnace.checking.protocol import Request
from pinnace.checking.report import DIFFERENT, EQUAL, Row
from pinnace.checking.runtimes import python
from pinnace.packaging import writer

pytestmark = needs_compiler

CASES = [Case(name, text) for name, text in torture.cases().items()]
REQUESTS = [
    Request(writer.write(made), [case.text for case in CASES], len(CASES))
    for made in (model(bits=10, kept=900, words=3), model(bits=10, kept=900, classes=4, chars=(2, 4)))
]

# One per idea of the core. File, what it says, what it shall say.
FAULTS = {
    "rounding": ("src/ops/softmax.c", "* 65536 / sum)", "* 131072 / sum + 1) / 2"),
    "logarithm of e": ("src/ops/softmax.c", "* 94548 >> 10", "* 94547 >> 10"),
    "who takes the rest": ("src/ops/softmax.c", "probabilities[top] += left", "probabilities[0] += left"),
    "a class of code points": ("src/unicode_data.h", "136,2,126,82,62", "136,2,125,82,62"),
    "a table entry of the exponential": ("src/exp2_table.h", "2056437387u", "2056400000u"),
    "marks that count": ("src/text.c", "#define MARKS 4u", "#define MARKS 3u"),
    "length of a run": ("src/text.c", "#define RUN 3u", "#define RUN 4u"),
    "a constant of the hash": ("src/text.c", "0x85EBCA6B", "0x85EBCA6D"),
    "border of character n-grams": ("src/text.c", "#define CHARS 64u", "#define CHARS 63u"),
    "overlong UTF-8": ("src/text.c", "if (byte == 0xE0) t->lower = 0xA0;", ""),
}


def verdict(folder: Path, **changed: object) -> list[Row]:
    """A build against the shipped library, on the torture list, for each model."""
    core = loaded(compiled(folder, **changed)[0])  # type: ignore[arg-type]
    rows = []
    for request in REQUESTS:
        shipped = python.run(request)[""]
        rows.append(compare("python", {"": python.answers(core, request)}, shipped, CASES)[0])
    return rows


def test_without_vector_instructions(tmp_path: Path) -> None:
    assert [row["status"] for row in verdict(tmp_path, flags=["-DPN_SCALAR"])] == [EQUAL, EQUAL]


def test_unoptimised(tmp_path: Path) -> None:
    assert [row["status"] for row in verdict(tmp_path, flags=["-O0", "-fno-sanitize=undefined"])] == [EQUAL, EQUAL]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_core_is_found(name: str, tmp_path: Path) -> None:
    assert DIFFERENT in [row["status"] for row in verdict(tmp_path, fault=FAULTS[name])]
