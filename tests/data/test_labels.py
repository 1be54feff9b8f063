from __future__ import annotations

import math

import pytest

from pinnace.data.labels import assign, check, label_name, whole_numbers


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *(
            (" pos ", "pos"),
            ("NA", "NA"),
            ("None", "None"),
            (1, "1"),
            (-2, "-2"),
            (1.0, "1"),
            (0.5, "0.5"),
            (True, "true"),
        ),
        *((None, None), (math.nan, None), ("", None), (" ", None), ("nan", None), ("null", None), (b"x", "x")),
    ],
)
def test_label_name(value, name) -> None:
    assert label_name(value) == name


def test_lists_are_no_labels() -> None:
    with pytest.raises(TypeError):
        label_name(["a"])


def test_classes_are_sorted_as_numbers_when_all_are() -> None:
    assert assign({"10", "9", "-1"}) == ("-1", "9", "10")
    assert assign({"10", "9", "x"}) == ("10", "9", "x")


def test_ids_are_append_only() -> None:
    assert assign({"a", "c", "d"}, ("c", "b")) == ("c", "b", "a", "d")


def test_whole_numbers() -> None:
    assert whole_numbers({"1.0", "0.0", "2"}) == {"1.0": "1", "0.0": "0"}
    assert whole_numbers({"1.0", "0.5"}) == {}
    assert whole_numbers({"1.0", "x"}) == {} == whole_numbers({"inf", "1.0"})


def test_few_half_stars_and_many_whole_numbers_are_classes() -> None:
    check({f"{i / 2}": 20 for i in range(10)}, "stars", "r.csv")
    check({f"{i}": 20 for i in range(150)}, "intent", "r.csv")


def test_refusals(refused) -> None:
    with refused("data.label", what="quantity"):
        check({f"{i / 7:.2f}": 20 for i in range(30)}, "score", "r.csv")
    with refused("data.label", what="free text"):
        check({f"label {i}": 1 for i in range(30)}, "name", "r.csv")
    with refused("data.one_class"):
        check({"a": 30}, "name", "r.csv")
