from __future__ import annotations

import numpy as np

from pinnace.data import Dataset, report


def dataset(rows: list[tuple[str, str]]) -> Dataset:
    classes = tuple(sorted({label for _, label in rows}))
    labels = np.array([classes.index(label) for _, label in rows], np.int32)
    return Dataset([text for text, _ in rows], labels, classes, source="r.csv", unit="line")


def findings(rows: list[tuple[str, str]]) -> dict[str, str]:
    return {finding.name: finding.message for finding in report(dataset(rows)).warnings}


def plain(n: int, *labels: str) -> list[tuple[str, str]]:
    return [(f"text number {i} for {i % 7}", labels[i % len(labels)]) for i in range(n)]


def test_nothing_is_found_in_a_clean_set() -> None:
    assert findings(plain(100, "pos", "neg")) == {}


def test_imbalance() -> None:
    found = findings([*plain(100, "pos"), *((f"odd {i}", "neg") for i in range(4))])
    assert "3.8%" in found["imbalance"] and "'neg'" in found["imbalance"]
    assert "imbalance" not in findings(plain(400, *(f"class {i}" for i in range(40)))), "40 even classes are balanced"


def test_rare_labels_with_the_likely_slip() -> None:
    found = findings([*plain(100, "positive", "negative"), ("oh", "postive")])
    assert "1 row;" in found["rare_label"] and "did you mean 'positive'?" in found["rare_label"]


def test_labels_spelled_in_two_ways() -> None:
    found = findings(plain(100, "Pos", "pos", "neg"))
    assert "'Pos' (34 rows) and 'pos' (33 rows)" in found["label_spelling"]


def test_a_label_inside_its_texts() -> None:
    rows = [(f"Category: SPORT. text {i}", "sport") for i in range(30)] + [
        (f"text {i}, transport", "other") for i in range(30)
    ]
    assert "'sport'" in findings(rows)["label_in_text"]
    assert "label_in_text" not in findings([*rows, *((f"sport {i}", "other") for i in range(10))])


def test_constant_and_repeated_texts() -> None:
    assert "text column" in findings([("same", "a"), ("Same ", "b")] * 10)["constant"]
    assert "50%" in findings(plain(50, "a", "b") * 2)["duplicates"]


def test_conflicts_suggest_the_majority() -> None:
    rows = [
        *plain(20, "pos", "neg"),
        ("fine film", "pos"),
        ("Fine  film", "pos"),
        ("fine film", "neg"),
        ("x", "pos"),
        ("x", "neg"),
    ]
    found = report(dataset(rows)).suspects
    assert [(s.number, s.label, s.suggested) for s in found] == [(23, "neg", "pos"), (24, "pos", ""), (25, "neg", "")]
    assert found[0].place == "r.csv, line 23" and found[0].text == "fine film"
