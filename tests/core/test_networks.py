"""Networks in the core: any plan, on every instruction set that this processor has, equals the reference."""

from __future__ import annotations

import base64
import ctypes
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import GOLDEN, Chance, network
from strategies import texts

from pinnace.checking import torture
from pinnace.checking.protocol import Answers, Request
from pinnace.checking.reference.bounded import NUMBERS
from pinnace.checking.runtimes import python, reference
from pinnace.packaging.numbers import INT32
from pinnace.runtime import Package
from pinnace.runtime.library import Need, instructions, library

VECTORS = Path(__file__).parents[2] / "spec" / "vectors" / "networks.json"
CASES = json.loads(VECTORS.read_text())["cases"]
LONG = b"the words of a long text come again and again, some of them: " * 4


def equal(a: Answers, b: Answers) -> bool:
    explained = zip(a.explanations, b.explanations, strict=True)
    return a.error == b.error and np.array_equal(a.rows, b.rows) and all(np.array_equal(x, y) for x, y in explained)


def lacking(index: int) -> bool:
    data, need, model = network(0), Need(), ctypes.c_void_p()
    library().pn_measure(data, len(data), ctypes.byref(need))
    memory = np.zeros(need.model // 8 + 1, np.uint64)
    into = memory.ctypes.data, memory.nbytes, ctypes.byref(model)
    return library().pn_open_with(index, data, len(data), *into) == NUMBERS["package.core"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.lists(texts, max_size=3))
def test_any_plan_equals_the_reference(seed: int, inputs: list[bytes]) -> None:
    inputs = [*(text[:60] for text in inputs), b"", b"a word", LONG]
    request = Request(network(seed), inputs, len(inputs) - 1)  # explaining the long one takes the reference a minute
    expected = reference.run(request)[""]
    for name, answers in python.run(request).items():
        assert equal(answers, expected), (seed, name)


@pytest.mark.parametrize("index, name", list(enumerate(instructions(library()))))
def test_every_instruction_set(index: int, name: str) -> None:
    """Forced, one by one, against the vectors."""
    if lacking(index):
        pytest.skip(f"{name} not run: this processor lacks it")
    for case in CASES:
        inputs = [base64.b64decode(each["input"]) for each in case["cases"]]
        request = Request(base64.b64decode(case["package"]), inputs, len(inputs))
        answers = python.answers(library(), request, index)
        assert answers.rows.tolist() == [each["scores"] + each["probabilities"] for each in case["cases"]]
        for i, found in enumerate(answers.explanations):  # of score i mod D; the vectors have the first
            if i % (answers.rows.shape[1] - len(Package(request.package).labels)) == 0:
                each = case["cases"][i]
                assert [found[0], *found[3::3]] == [each["bias"], *each["words"]]


def sum_of_convolutions(scale: int) -> bytes:
    """Two convolutions into int32 scores of one text's mean word, and their sum."""
    plan, random = Chance(5).plan, np.random.default_rng(5)
    codes = random.integers(0, 3, (256, 4))
    table = plan.sparse_rows(8, np.arange(256), codes, np.array([-50, 7, 90]))
    word = plan.pool(plan.embed(table, head=8, multiplier=GOLDEN), "mean")
    outputs = len(plan.labels) if len(plan.labels) > 2 else 1
    parts = [
        plan.conv(
            word,
            random.integers(-127, 128, (outputs, 4)),
            random.integers(-500, 500, outputs),
            np.array([scale]),
            shift=12,
            kind=INT32,
        )
        for _ in range(2)
    ]
    return plan.package(plan.add(*parts))


def test_scores_of_two_convolutions_can_be_added_up() -> None:
    request = Request(sum_of_convolutions(560), [b"", b"a word", b"some more words", LONG], 4)
    expected = reference.run(request)[""]
    assert not expected.error and np.ptp(expected.rows[:, 0]) > 0
    for name, answers in python.run(request).items():
        assert equal(answers, expected), name


def test_scores_whose_sum_could_leave_32_bits_are_refused() -> None:
    request = Request(sum_of_convolutions(2**31 - 1), [b"a word"])
    for answers in (reference.run(request)[""], *python.run(request).values()):
        assert answers.refusal == "package.overflow"


def test_what_is_chosen_runs_and_what_does_not_exist_is_refused() -> None:
    names = instructions(library())
    assert names[0] == "scalar" and not lacking(0) and len(set(names)) == len(names) > 1
    assert lacking(len(names)) and lacking(2**31)


@pytest.mark.parametrize("seed", range(20))
def test_a_session_forgets_nothing_that_matters(seed: int) -> None:
    """Rows that a session remembers of earlier texts never change an answer."""
    package = Package(network(seed))
    inputs = [text for text in torture.cases().values() if len(text) < 300][:: 9 + seed]
    one_after_another = [package.predict(text) for text in inputs]
    assert one_after_another == [Package(network(seed)).predict(text) for text in inputs]
    again = [package.predict(text) for text in reversed(inputs)]
    assert again == one_after_another[::-1]


@pytest.mark.parametrize("seed", range(20))
def test_pieces_do_not_matter(seed: int) -> None:
    data, need, model, session = network(seed), Need(), ctypes.c_void_p(), ctypes.c_void_p()
    core = library()
    core.pn_measure(data, len(data), ctypes.byref(need))
    memory = [np.zeros(size // 8 + 1, np.uint64) for size in (need.model, need.session)]
    core.pn_open(data, len(data), memory[0].ctypes.data, memory[0].nbytes, ctypes.byref(model))
    core.pn_begin(model, memory[1].ctypes.data, memory[1].nbytes, ctypes.byref(session))
    for step in (1, 7, 100):
        for at in range(0, len(LONG), step):
            core.pn_write(session, LONG[at : at + step], len(LONG[at : at + step]))
        scores, chances = np.zeros(need.scores, np.int32), np.zeros(need.labels, np.uint32)
        core.pn_finish(session, scores.ctypes.data, chances.ctypes.data)
        answer = Package(data).predict(LONG)
        assert (tuple(scores), tuple(chances)) == (answer.raw_scores, answer.raw_probabilities)


@pytest.mark.parametrize("seed", range(12))
def test_bias_and_contributions_are_the_score(seed: int) -> None:
    package = Package(network(seed))
    for text in (b"", b"good", LONG):
        said = package.explain(text)
        index = package.labels.index(said.label)
        scores = package.predict(text).raw_scores
        score = scores[index] if len(scores) > 1 else scores[0] if index else -scores[0]
        assert said.raw_score == score
