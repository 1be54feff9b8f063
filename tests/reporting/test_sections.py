"""Each section on answers that were made up to the figure."""

from __future__ import annotations

import re

import numpy as np
import pytest
from ladders import answers, run, rung

from pinnace.reporting.calibration import calibration
from pinnace.reporting.confusion import MOST, confusion
from pinnace.reporting.learning import learning
from pinnace.reporting.lengths import lengths
from pinnace.reporting.mistakes import SHOWN, marked, mistakes, window
from pinnace.reporting.rungs import rungs
from pinnace.runtime.answers import Explanation, WordContribution
from pinnace.training.learning import LearningPoint
from pinnace.training.result import Epoch

ONE = rung("a", 4_000, 0.9, chosen=True)


def test_calibration_of_answers_too_sure_of_themselves() -> None:
    found = calibration(run(ONE, validation=answers([1] * 60 + [0] * 40, [0.9] * 100)))
    assert found is not None
    assert found.error == pytest.approx(0.3, abs=1e-3)  # says 90 %, is right in 60 %
    assert "too sure of itself" in found.verdict
    (only,) = found.bins
    assert (only.rows, only.accuracy) == (100, 0.6)


def test_calibration_of_honest_answers() -> None:
    found = calibration(run(ONE, validation=answers([1] * 90 + [0] * 10, [0.9] * 100)))
    assert found is not None
    assert found.error == pytest.approx(0, abs=1e-4)
    assert "close to what they say" in found.verdict
    assert found.before is None


def test_many_classes_show_those_that_are_confused() -> None:
    classes = 30
    matrix = np.diag(np.full(classes, 50))
    matrix[7, 23] = 9
    made = run(ONE, confusion=matrix)
    object.__setattr__(made.dataset, "classes", tuple(f"class {i}" for i in range(classes)))
    found = confusion(made)
    assert len(found.rows) == MOST
    assert found.left_out == classes - MOST
    assert {"class 7", "class 23"} <= set(found.columns)
    assert found.pairs == (("class 7", "class 23", 9),)
    row = next(row for row in found.rows if row.name == "class 7")
    assert row.recall == 50 / 59
    assert sum(cell.rows for cell in row.cells) == 59


def points(*shares: float, n: int = 1000) -> tuple[LearningPoint, ...]:
    order = np.random.default_rng(0).permutation(n)
    return tuple(LearningPoint(100 * 2**i, order < share * n) for i, share in enumerate(shares))


def test_a_curve_that_rises_and_one_that_does_not() -> None:
    rising = learning(run(ONE, learning=points(0.7, 0.8, 0.9)))
    flat = learning(run(ONE, learning=points(0.7, 0.9, 0.901)))
    assert rising is not None
    assert flat is not None
    assert "from 200 to 400 training rows accuracy changed by +10.0" in rising.verdict.lower()
    assert "more labelled rows should help" in rising.verdict
    assert "a tie" in flat.verdict
    assert learning(run(ONE)) is None


def test_epochs_of_a_network() -> None:
    epochs = tuple(Epoch(i + 1, 1 / (i + 1), 1.1 / (i + 1), 0.5 + 0.05 * i, 0.6 + 0.05 * i, i > 3) for i in range(6))
    found = learning(run(ONE, rung("conv", 9_000, 0.92, kind="convolution", epochs=epochs)))
    assert found is not None
    assert found.network == "conv"
    assert found.epochs == epochs
    assert "75.0\u00a0%" in found.by_epochs[1]
    assert "85.0\u00a0%" in found.by_epochs[1]
    assert "Epoch 4 was the best in real numbers; from epoch 5 on it learned in the integers" in found.phases


def test_whiskers_are_those_of_the_rows_that_judged() -> None:
    """Networks are judged on one split of several: their whiskers are longer than the chosen rung's."""
    few, many = (rungs(run(ONE, rung("conv", 9_000, 0.9, kind="conv", judged_on=n))).charts[0] for n in (100, 1_000))
    assert whiskers(many)[0] == pytest.approx(whiskers(many)[1], abs=0.2)
    assert whiskers(few)[1] > 1.5 * whiskers(few)[0]


def whiskers(chart: str) -> list[float]:
    """Lengths in pixels."""
    lines = re.findall(r'class="whisker" [^>]*y1="([\d.]+)" y2="([\d.]+)"', chart)
    return [abs(float(a) - float(b)) for a, b in lines]


def test_lengths_cover_all_answers() -> None:
    made = run(ONE, validation=answers([1] * 100, [0.9] * 100))
    for i in range(100):
        made.dataset.texts[i] = "word " * (1 + i)
    found = lengths(made)
    assert found is not None
    assert sum(row.share.n for row in found.rows) == 100
    assert [row.shortest for row in found.rows][1:] == [row.longest + 1 for row in found.rows][:-1]
    assert lengths(run(ONE, validation=answers([1] * 10, [0.9] * 10))) is None


def test_the_surest_mistake_comes_first_and_once() -> None:
    found = mistakes(run(ONE, validation=answers([1, 1, 0, 1, 1], [0.4, 0.1, 0.7, 0.9, 0.2], [10, 11, 12, 13, 11])))
    assert found is not None
    assert found.wrong == 3
    assert [row.place for row in found.rows] == ["row 12", "row 13", "row 11"]
    assert [round(row.probability, 2) for row in found.rows] == [0.9, 0.7, 0.6]
    assert found.rows[0].given == "yes"
    assert found.rows[0].said == "no"
    assert not found.explained


def explained(text: str, **raw: int) -> Explanation:
    words, at = [], 0
    for word in text.split(" "):
        size = len(word.encode())
        words.append(WordContribution(word, at, at + size, raw.get(word, 0)))
        at += size + 1
    return Explanation("yes", 0, tuple(words))


def test_words_are_marked_by_weight_and_side() -> None:
    text = "grüße good bad dull"
    pieces = marked(text.encode(), explained(text, good=1000, bad=-300, dull=10))
    assert "".join(piece.text for piece in pieces) == text
    levels = {piece.text: (piece.level, piece.towards) for piece in pieces}
    assert levels["good"] == (4, True)
    assert levels["bad"] == (2, False)
    assert levels["dull"][0] == 0


def test_of_a_long_text_the_part_that_matters_is_shown() -> None:
    text = "before " * 200 + "decisive moment " + "after " * 200
    text = text.strip()
    pieces = marked(text.encode(), explained(text, decisive=900, moment=800))
    shown = "".join(piece.text for piece in pieces)
    assert "decisive moment" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < SHOWN + 100


def test_a_window_is_within_the_text() -> None:
    data = b"abc " * 500
    for at in range(0, 2000, 4):
        start, end = window(data, [(at, at + 3, 5)])
        assert 0 <= start <= at
        assert at + 3 <= end <= len(data)
