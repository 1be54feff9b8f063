"""spec/vectors: what every implementation must reproduce. The reference made them; the core must agree."""

from __future__ import annotations

import base64
import json
import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from pinnace.checking.protocol import Request
from pinnace.checking.reference.softmax import exp_below
from pinnace.checking.runtimes import python
from pinnace.packaging import writer
from pinnace.runtime.text import ngrams

VECTORS = Path(__file__).parents[2] / "spec" / "vectors"
TEXT = json.loads((VECTORS / "text.json").read_text())["cases"]
OPS = json.loads((VECTORS / "ops.json").read_text())


def bias_only(bias: list[int]) -> bytes:
    """A package whose scores are its bias, whatever the text."""
    classes = max(len(bias), 2)
    return writer.write(
        SimpleNamespace(
            classes=tuple(map(str, range(classes))), words=1, chars=None, bits=8, multiplier=1,
            buckets=np.zeros(0, np.uint32), codes=np.zeros((0, len(bias)), np.uint8),
            levels=np.zeros(1, np.int16), bias=np.array(bias, np.int64),
        )
    )  # fmt: skip


def test_files_are_what_the_reference_makes() -> None:
    rendered = runpy.run_path(str(VECTORS / "generate.py"))["rendered"]()
    assert {name: (VECTORS / name).read_text() for name in rendered} == rendered


@pytest.mark.parametrize("case", TEXT, ids=[case["name"] for case in TEXT])
def test_grams(case: dict) -> None:
    data = base64.b64decode(case["input"])
    assert set(ngrams([data], words=2).ids.tolist()) == set(case["grams"])
    if "longer" in case:
        assert set(ngrams([data], words=4, chars=(3, 4)).ids.tolist()) == set(case["longer"])


@pytest.mark.parametrize("case", TEXT, ids=[case["name"] for case in TEXT])
def test_words(case: dict) -> None:
    data = base64.b64decode(case["input"])
    explanation = python.run(Request(bias_only([7]), [data], 1))[""].explanations[0]
    assert explanation.tolist() == [7, *(number for begin, end, _ in case["words"] for number in (begin, end, 0))]


def probabilities() -> list[tuple[list[int], list[int]]]:
    """(scores, probabilities) of the operators, as far as a package can ask for them: two labels have one score, and
    no score may be -2^31."""
    found = [([case["score"]], case["probabilities"]) for case in OPS["logistic.v1"]]
    found += [(case["scores"], case["probabilities"]) for case in OPS["softmax.v1"]]
    return [(scores, expected) for scores, expected in found if len(scores) != 2 and min(scores) > -(2**31)]


@pytest.mark.parametrize("scores, expected", probabilities())
def test_probabilities(scores: list[int], expected: list[int]) -> None:
    assert python.run(Request(bias_only(scores), [b"any"]))[""].rows.tolist() == [scores + expected]


def test_the_approximation_is_as_good_as_the_spec_says() -> None:
    distances = np.unique(np.geomspace(1, 40000, 3000).astype(int))
    errors = [abs(exp_below(int(d)) / 2**31 - np.exp(-d / 1024)) for d in distances]
    assert max(errors) < 1 / 65536
