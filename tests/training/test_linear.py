"""The whole of training on small made-up sets: sane, within budget, reproducible."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.data import Dataset
from pinnace.errors import PinnaceError
from pinnace.packaging.writer import coded_size, write
from pinnace.training import train_text
from pinnace.training.logistic import predicted

GOOD = ("lovely", "great", "brilliant", "a joy", "works well", "would buy again")
BAD = ("awful", "broken", "a waste", "terrible", "stopped working", "sent it back")
MIDDLING = ("average", "so so", "neither here nor there", "it is fine", "ordinary", "as expected")
THINGS = ("kettle", "lamp", "chair", "phone", "bag", "clock", "radio", "shoe", "book", "tent")


def reviews(rows: int, opinions: tuple[tuple[str, ...], ...], shares: tuple[float, ...], seed: int = 0) -> Dataset:
    random = np.random.default_rng(seed)
    labels = random.choice(len(opinions), rows, p=shares).astype(np.int32)
    texts = []
    for label in labels:
        first, second = random.choice(opinions[label], 2)
        texts.append(f"the {random.choice(THINGS)} number {random.integers(1000)}: {first}, {second}")
    return Dataset(texts, labels, tuple(f"class {i}" for i in range(len(opinions))))


def test_two_classes_are_learnt_within_the_budget() -> None:
    result = train_text(reviews(400, (GOOD, BAD), (0.5, 0.5)), max_size=600)
    assert result.accuracy > 0.95
    assert coded_size(result.model) <= 600
    assert result.model.codes.shape == (len(result.model.buckets), 1)
    assert result.confusion.sum() == result.validation_rows


def test_three_unequal_classes() -> None:
    data = reviews(600, (GOOD, BAD, MIDDLING), (0.85, 0.05, 0.1))
    result = train_text(data, max_size=900)
    assert result.accuracy > result.majority + 0.1
    from pinnace.training.features import Features

    said = predicted(result.model.scores(Features(result.model.words, result.model.chars).grams(data.texts)))
    for label in range(3):
        assert (said == label)[data.labels == label].mean() > 0.8


def test_forty_rows_give_a_sane_model() -> None:
    result = train_text(reviews(40, (GOOD, BAD), (0.5, 0.5)))
    assert result.accuracy > 0.6
    assert result.splits > 1


def test_the_same_input_and_seed_give_the_same_bytes() -> None:
    data = reviews(200, (GOOD, BAD), (0.5, 0.5))
    assert write(train_text(data, max_size=700, seed=3).model) == write(train_text(data, max_size=700, seed=3).model)


def test_unlabelled_rows_are_used_and_do_not_count() -> None:
    data = reviews(120, (GOOD, BAD), (0.5, 0.5))
    more = reviews(300, (GOOD, BAD), (0.5, 0.5), seed=1).texts
    result = train_text(data, unlabelled=more, max_size=700)
    assert result.accuracy > 0.9
    assert result.confusion.sum() == result.validation_rows <= 5 * 40


def test_wrong_labels_are_suspected() -> None:
    data = reviews(300, (GOOD, BAD), (0.5, 0.5))
    labels = data.labels.copy()
    wrong = [7, 70, 170]
    labels[wrong] = 1 - labels[wrong]
    result = train_text(Dataset(data.texts, labels, data.classes), max_size=700)
    assert set(wrong) <= {suspect.row for suspect in result.suspects[:10]}


def test_a_budget_too_small_for_anything_is_refused() -> None:
    with pytest.raises(PinnaceError) as refused:
        train_text(reviews(100, (GOOD, BAD), (0.5, 0.5)), max_size=60)
    assert refused.value.code == "usage.size"
