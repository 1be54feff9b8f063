"""The words follow the figures: better, worse and tied are said of those that are."""

from __future__ import annotations

import pytest
from ladders import answers, run, rung

from pinnace.reporting.verdict import verdict

SMALL = {"difference": -0.03, "difference_error": 0.005}
TIED = {"difference": -0.001, "difference_error": 0.002}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def words(*ladder: object, **more: object) -> str:
    return plain(" ".join(verdict(run(*ladder, **more)).sentences))  # type: ignore[arg-type]


def test_a_real_difference_is_one() -> None:
    said = words(rung("a", 4_000, 0.87, **SMALL), rung("b", 8_000, 0.9, chosen=True))
    assert "a (4 KB), differs by −3.0 ± 1.0 points: worse beyond chance." in said
    assert "tie" not in said


def test_a_tie_is_one_and_the_smaller_is_offered() -> None:
    said = words(rung("a", 4_020, 0.899, **TIED), rung("b", 8_000, 0.9, chosen=True))
    assert "differs by −0.1 ± 0.4 points: a tie, as far as these rows can tell." in said
    assert "take that one with --max-size 4.1KB" in said  # rounded up: it must fit


def test_the_smallest_of_the_tied_is_offered() -> None:
    ladder = (rung("a", 2_000, 0.899, **TIED), rung("b", 4_000, 0.899, **TIED), rung("c", 8_000, 0.9, chosen=True))
    assert "take a, which is tied with it too, with --max-size 2KB" in words(*ladder)


def test_the_linear_model_wins_and_it_says_so() -> None:
    network = rung("conv", 30_000, 0.899, kind="convolution", **TIED)
    said = words(rung("linear", 8_000, 0.9, chosen=True), network)
    assert "No network beat the linear model here: the best network, conv (30 KB), differs by" in said


def test_a_network_wins() -> None:
    said = words(rung("linear", 8_000, 0.87, **SMALL), rung("conv", 30_000, 0.9, kind="convolution", chosen=True))
    assert "The best linear model, linear (8 KB), differs by −3.0" in said
    assert "No network beat" not in said


def test_a_better_network_that_was_not_chosen() -> None:
    better = rung("conv", 300_000, 0.93, kind="convolution", difference=0.03, difference_error=0.005)
    said = words(rung("linear", 8_000, 0.9, chosen=True), better)
    assert "A linear model was chosen: the best network, conv (300 KB), differs by +3.0 ± 1.0 points: better" in said


def test_only_linear_models_are_no_comparison() -> None:
    assert "no network ran" in words(rung("linear", 8_000, 0.9, chosen=True))


def test_no_better_than_a_constant() -> None:
    said = words(rung("linear", 8_000, 0.51, chosen=True))
    assert "Always answering “no” would be right in 50.0 % of the rows: the model is not clearly better" in said
    assert "not clearly better" not in words(rung("linear", 8_000, 0.9, chosen=True))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"within": 0.3}, "the smallest within 0.3 points of the most accurate one"),
        ({"max_size": 9_000}, "the largest that fits into the 9 KB that were allowed"),
        ({}, "the last that was worth its bytes"),
    ],
)
def test_the_rule_that_chose(options: dict[str, object], expected: str) -> None:
    assert expected in words(rung("a", 4_000, 0.87, **SMALL), rung("b", 8_000, 0.9, chosen=True), options=options)


def test_the_test_data_come_first() -> None:
    made = run(rung("a", 4_000, 0.9, chosen=True))
    assert plain(verdict(made).headline) == "Right on 90.0 % of validation texts, in 4 KB."
    tested = run(rung("a", 4_000, 0.9, chosen=True))
    object.__setattr__(tested, "test", {"accuracy": 0.85, "n": 400})
    assert plain(verdict(tested).headline) == "Right on 85.0 % of test texts, in 4 KB."


def test_few_answers_are_called_few() -> None:
    few = answers([0, 1] * 20, [0.1, 0.9] * 20)
    assert "take every figure here as a rough one" in words(
        rung("a", 4_000, 1.0, chosen=True), validation=few, validation_rows=40
    )
