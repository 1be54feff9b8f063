"""The scenario in Python."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pinnace.core_errors import CORE_ERRORS
from pinnace.errors import PinnaceError
from pinnace.runtime import Package


def table(fixture: Path, name: str) -> list[list[str]]:
    lines = (fixture / f"{name}.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    return [line.split("\t") for line in lines]


def opened(fixture: Path) -> dict[str, Package]:
    return {name: Package.load(fixture / f"{name}.pinnace") for name, *_ in table(fixture, "labels")}


def numbers(values: tuple[int, ...]) -> str:
    return ",".join(map(str, values))


def test_labels_are_those_of_the_package(fixture: Path) -> None:
    models = opened(fixture)
    for name, *labels in table(fixture, "labels"):
        assert list(models[name].labels) == labels


def test_answers_are_exact(fixture: Path) -> None:
    models = opened(fixture)
    for name, text, label, scores, probabilities, *_ in table(fixture, "answers"):
        answer = models[name].predict(bytes.fromhex(text))
        told = answer.label, numbers(answer.raw_scores), numbers(answer.raw_probabilities)
        assert told == (label, scores, probabilities)


def test_explanations_are_exact_and_add_up(fixture: Path) -> None:
    models = opened(fixture)
    for name, text, _, scores, _, bias, words in table(fixture, "answers"):
        why = models[name].explain(bytes.fromhex(text), models[name].labels[-1])
        assert str(why.raw_bias) == bias
        assert ",".join(f"{word.begin}:{word.end}:{word.raw}" for word in why.words) == words
        assert str(why.raw_score) == scores.split(",")[-1]


def test_a_string_and_its_utf_8_are_the_same_input(fixture: Path) -> None:
    for text in ("", "good", "not so good 👍🏽 don’t", "é 漢字"):
        for model in opened(fixture).values():
            assert model.predict(text) == model.predict(text.encode())


def test_the_label_explained_is_the_answer_s_unless_named(fixture: Path) -> None:
    models = opened(fixture)
    for name, text, label, *_ in table(fixture, "answers"):
        assert models[name].explain(bytes.fromhex(text)).label == label


def test_a_label_that_is_not_there_is_refused(fixture: Path) -> None:
    with pytest.raises(PinnaceError) as refused:
        opened(fixture)["two"].explain("good", "none")
    assert refused.value.code == "input.label"


def test_refusals_carry_number_code_and_message(fixture: Path) -> None:
    """Python has no numbers, and says the message's two halves in two fields."""
    for file, number, code, message in table(fixture, "refusals"):
        with pytest.raises(PinnaceError) as refused:
            Package.load(fixture / file)
        assert (CORE_ERRORS[int(number)][0], f"{refused.value.code}: {refused.value.what}") == (code, message)


def test_pictures_are_exact(fixture: Path) -> None:
    for name, width, height, turn, rgba, label, scores, probabilities, seen in table(fixture, "pictures"):
        model, pixels = Package.load(fixture / f"{name}.pinnace"), bytes.fromhex(rgba)
        answer = model.predict_raw(struct.pack("<III", int(width), int(height), int(turn)) + pixels)
        told = answer.label, numbers(answer.raw_scores), numbers(answer.raw_probabilities)
        assert told == (label, scores, probabilities)
        if turn == "1":  # an array has no orientation
            array = np.frombuffer(pixels, np.uint8).reshape(int(height), int(width), 4)
            assert model.seen(array).tobytes().hex() == seen


def test_what_is_no_picture_is_refused(fixture: Path) -> None:
    model = Package.load(fixture / "cover.pinnace")
    for size in ((2, 3, 1), (2, 1, 1), (2, 2, 0), (2, 2, 9), (0, 2, 1), (65536, 2, 1)):
        with pytest.raises(PinnaceError) as refused:
            model.predict_raw(struct.pack("<III", *size) + bytes(16))
        assert refused.value.code == "input.picture"
    with pytest.raises(PinnaceError) as refused:
        Package.load(fixture / "two.pinnace").seen(np.zeros((2, 2, 4), np.uint8))
    assert refused.value.code == "input.picture"


def test_askers_at_the_same_time_get_the_same_answers(fixture: Path) -> None:
    models = opened(fixture)
    texts = [(models[name], bytes.fromhex(text)) for name, text, *_ in table(fixture, "answers")]
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(lambda _: [model.predict(text) for model, text in texts], range(4))
    assert all(other == first for other in others)
