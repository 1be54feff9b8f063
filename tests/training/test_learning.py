"""More rows, more accuracy, on data where that is so."""

from __future__ import annotations

import numpy as np

from pinnace.data import Dataset
from pinnace.training import train_text


def data(rows: int) -> Dataset:
    """Each text has one of 200 words, each word one class: whoever has seen few rows has not seen most words."""
    random = np.random.default_rng(3)
    word = random.integers(0, 200, rows)
    texts = [f"text {random.integers(10**6)} says word{w}x" for w in word]
    return Dataset(texts, random.integers(0, 2, 200)[word].astype(np.int32), ("even", "odd"))


def test_it_rises_where_data_are_short() -> None:
    result = train_text(data(1_000))
    points = result.learning
    assert [point.rows for point in points] == sorted(point.rows for point in points)
    assert points[-1].rows == 800
    assert points[0].accuracy < points[-1].accuracy - 0.1
    assert all(len(point.right) == len(points[0].right) for point in points)


def test_parts_too_small_to_train_on_are_left_out() -> None:
    few = train_text(data(60))
    assert [point.rows for point in few.learning] == [24, 48]


def test_unlabelled_texts_do_not_pose_as_labelled_ones() -> None:
    more = [f"text {i} says word{i % 200}x" for i in range(300)]
    assert [point.rows for point in train_text(data(400), unlabelled=more).learning] == [40, 80, 160]
