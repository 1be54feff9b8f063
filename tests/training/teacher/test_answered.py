"""A table of answers as a teacher: probabilities or labels, and what cannot be either."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pinnace.errors import PinnaceError
from pinnace.training.teacher import ask, read_answers

CLASSES = ("bad", "good")


def write(tmp_path: Path, content: str, name: str = "answers.csv") -> Path:
    (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path / name


def test_probabilities_are_found_by_the_names_of_the_classes(tmp_path: Path) -> None:
    path = write(
        tmp_path, "good,text,bad\n0.9,what a lovely thing,0.1\n0.25,it broke at once,0.75\n,not sure at all,\n"
    )
    teacher = read_answers(path, CLASSES)
    assert teacher.texts == ["what a lovely thing", "it broke at once"]
    said = ask(teacher, ["it broke at once", "never seen", "what a lovely thing"], 2)
    assert np.allclose(said[[0, 2]], [[0.75, 0.25], [0.1, 0.9]]) and np.isnan(said[1]).all()


def test_a_column_of_labels_is_sure(tmp_path: Path) -> None:
    lines = [f'{{"text": "thing number {i} of many", "label": "{CLASSES[i % 2]}"}}' for i in range(6)]
    teacher = read_answers(write(tmp_path, "\n".join(lines), "answers.jsonl"), CLASSES)
    assert ask(teacher, teacher.texts, 2).tolist() == [[1, 0], [0, 1]] * 3


def test_parquet_and_a_named_text_column(tmp_path: Path) -> None:
    columns = {"body": ["one thing", "two things"], "title": ["x one", "x two"], "bad": [1.0, 0.5], "good": [0.0, 0.5]}
    pq.write_table(pa.table(columns), tmp_path / "answers.parquet")
    teacher = read_answers(tmp_path / "answers.parquet", CLASSES, text_column="body")
    assert ask(teacher, ["two things"], 2).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("text,good\nsome thing here,0.5\n", "teacher.columns"),
        ("text,bad,good\nsome thing here,0.5,0.9\n", "teacher.row"),
        ("text,bad,good\nsome thing here,-0.5,1.5\n", "teacher.row"),
        ("text,bad,good\nsome thing here,perhaps,1\n", "teacher.row"),
        ("text,bad,good\nsome thing here,,1\n", "teacher.row"),
        ("text,bad,good\nsome thing here,,\n", "data.empty"),
        ("text,label\nsome thing here,good\nother thing here,fine\nthird thing here,good\n", "data.label"),
    ],
)
def test_bad_tables_are_refused_with_their_place(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(PinnaceError) as error:
        read_answers(write(tmp_path, content), CLASSES)
    assert error.value.code == code
    assert "answers.csv" in error.value.where
    if code == "teacher.row":
        assert "line 2" in error.value.where
