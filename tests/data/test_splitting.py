from __future__ import annotations

import numpy as np
import pytest

from pinnace.data import Dataset, split


def dataset(labels, texts=None, groups=None) -> Dataset:
    labels = np.asarray(labels, np.int32)
    texts = texts or [f"text number {i}" for i in range(len(labels))]
    classes = tuple(map(str, range(labels.max(initial=0) + 1)))
    return Dataset(texts, labels, classes, groups=None if groups is None else np.asarray(groups, np.int64))


def test_every_row_once_and_every_class_in_proportion() -> None:
    data = dataset(np.repeat([0, 1, 2], [1000, 300, 7]))
    training, validation = split(data, fraction=0.1, seed=3)
    assert sorted([*training, *validation]) == list(range(1307))
    assert np.all(np.diff(training) > 0) and np.all(np.diff(validation) > 0)
    assert np.bincount(data.labels[validation]).tolist() == [100, 30, 1]


def test_seeds_matter_and_repeat() -> None:
    data = dataset([0, 1] * 500)
    assert np.array_equal(split(data, seed=1)[1], split(data, seed=1)[1])
    assert not np.array_equal(split(data, seed=1)[1], split(data, seed=2)[1])


def test_the_order_of_rows_does_not_matter() -> None:
    texts = [f"text number {i}" for i in range(400)]
    forward = dataset([i % 2 for i in range(400)], texts)
    backward = dataset([i % 2 for i in range(400)][::-1], texts[::-1])
    chosen = {texts[i] for i in split(forward)[1]}
    assert chosen == {texts[::-1][i] for i in split(backward)[1]}


def test_rows_stay_on_their_side_when_rows_are_added() -> None:
    texts = [f"text number {i}" for i in range(4000)]
    labels = [i % 2 for i in range(4000)]
    old = set(split(dataset(labels[:2000], texts[:2000]))[1].tolist())
    new = {i for i in split(dataset(labels, texts))[1].tolist() if i < 2000}
    assert len(old & new) > 0.85 * len(old)


def test_the_same_text_never_straddles() -> None:
    texts = [f"Text  number {i // 4}" if i % 2 else f"text number {i // 4} " for i in range(400)]
    data = dataset([(i // 4) % 2 for i in range(400)], texts)
    training, validation = split(data, fraction=0.2)
    assert not set(data.fingerprints[training]) & set(data.fingerprints[validation])
    assert len(validation) == 80


def test_groups_stay_together_also_through_shared_texts() -> None:
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 60, 600)
    texts = [f"text number {i}" for i in range(600)]
    texts[1], groups[0], groups[1] = texts[0], 58, 59
    groups[2:50] = -1
    data = dataset(rng.integers(0, 2, 600), texts, groups)
    training, validation = split(data, fraction=0.2)
    sides = [set(data.groups[rows]) - {-1} for rows in (training, validation)]
    assert not sides[0] & sides[1]
    assert (58 in sides[0]) == (59 in sides[0]), "two groups with a text in common are one"
    assert 100 <= len(validation) <= 140


@pytest.mark.parametrize("fraction", [0.01, 0.1, 0.5, 0.99])
def test_tiny_classes_are_on_both_sides(fraction: float) -> None:
    data = dataset([0] * 30 + [1, 1] + [2] * 3 + [3])
    training, validation = split(data, fraction=fraction)
    assert set(data.labels[validation]) == {0, 1, 2}
    assert set(data.labels[training]) == {0, 1, 2, 3}, "a class of one row trains"


def test_a_class_of_large_units_still_validates() -> None:
    texts = ["same a"] * 6 + ["same b"] * 5 + [f"text number {i}" for i in range(40)]
    data = dataset([0] * 11 + [1] * 40, texts)
    training, validation = split(data, fraction=0.1)
    assert np.bincount(data.labels[validation]).tolist() == [5, 4]
    assert np.bincount(data.labels[training]).tolist() == [6, 36]


def test_a_class_of_one_repeated_text_trains() -> None:
    data = dataset([0] * 10 + [1] * 10, ["same"] * 10 + [f"text number {i}" for i in range(10)])
    assert set(data.labels[split(data, fraction=0.7)[1]]) == {1}


def test_unlabelled_rows_train() -> None:
    training, validation = split(dataset([-1] * 20 + [0, 1] * 10))
    assert set(range(20)) <= set(training) and len(validation) == 2


@pytest.mark.parametrize("fraction", [0.0, 1.0, -1, 2])
def test_fractions_outside_are_refused(fraction, refused) -> None:
    with refused("usage.fraction"):
        split(dataset([0, 1] * 10), fraction=fraction)
