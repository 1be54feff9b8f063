"""Going on from an earlier package: same ids, same n-grams, and little that changes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from networks import network

import pinnace
from pinnace.data import Dataset
from pinnace.errors import PinnaceError
from pinnace.packaging.writer import coded_size, write
from pinnace.training import SparseLinear, train_text
from pinnace.training.logistic import predicted
from pinnace.training.warm_start import ROOM, features_of, read_model, room_of

GOOD = [f"{a} {b}" for a in ("lovely", "great", "brilliant", "handy") for b in ("thing", "gift", "buy", "idea")]
BAD = [f"{a} {b}" for a in ("awful", "broken", "cheap", "useless") for b in ("junk", "mess", "toy", "copy")]
WILD = [f"{a} {b}" for a in ("purple", "green", "yellow", "striped") for b in ("hat", "sock", "scarf", "glove")]
THINGS = ("kettle", "lamp", "chair", "phone", "bag", "clock", "radio", "shoe", "book", "tent")


def reviews(rows: int, kinds: tuple[list[str], ...], seed: int, noise: float = 0.15) -> Dataset:
    random = np.random.default_rng(seed)
    labels = random.integers(0, len(kinds), rows).astype(np.int32)
    texts = []
    for label in labels:
        said = kinds[label if random.random() > noise else random.integers(len(kinds))]
        texts.append(
            f"{random.choice(said)}, {random.choice(said)} in a {random.choice(THINGS)} {random.integers(500)}"
        )
    return Dataset(texts, labels, tuple(["negative", "positive", "other"][: len(kinds)]))


@pytest.fixture(scope="module")
def before() -> SparseLinear:
    return train_text(reviews(600, (BAD, GOOD), 0), max_size=700).model


def saved(model: SparseLinear, tmp_path: Path) -> Path:
    (tmp_path / "old.pinnace").write_bytes(write(model))
    return tmp_path / "old.pinnace"


def rows_of(model: SparseLinear) -> dict[int, tuple[int, ...]]:
    weights = model.levels[model.codes]
    return {int(bucket): tuple(row) for bucket, row in zip(model.buckets, weights.tolist(), strict=True)}


def changed(old: SparseLinear, new: SparseLinear) -> float:
    """Share of rows, of either model, that the other has not or has otherwise."""
    a, b = rows_of(old), rows_of(new)
    return sum(a.get(key) != b.get(key) for key in a.keys() | b.keys()) / len(a.keys() | b.keys())


def test_a_package_is_read_back_as_it_was_written(before: SparseLinear, tmp_path: Path) -> None:
    read = read_model(saved(before, tmp_path))
    assert write(read) == write(before)
    assert features_of(read) == features_of(before)


def test_new_data_of_the_same_kind_change_little(before: SparseLinear) -> None:
    data = reviews(600, (BAD, GOOD), 0)
    more = reviews(60, (BAD, GOOD), 9)
    grown = Dataset([*data.texts, *more.texts], np.concatenate([data.labels, more.labels]), data.classes)
    warm = train_text(grown, earlier=before)
    cold = train_text(grown, max_size=700)
    assert (warm.model.bits, warm.model.multiplier) == (before.bits, before.multiplier)
    assert changed(before, warm.model) < 0.5 * changed(before, cold.model)
    assert changed(before, warm.model) < 0.25
    assert coded_size(warm.model) <= room_of(before) <= coded_size(before) * (1 + ROOM) + 1
    assert warm.accuracy > cold.accuracy - 0.05


def test_what_the_new_data_say_is_learnt(before: SparseLinear) -> None:
    """The two classes change their words: holding on must not mean holding on to what is wrong."""
    turned = reviews(600, (GOOD, BAD), 3)
    assert train_text(turned, earlier=before).accuracy > 0.75


def test_a_new_label_comes_behind_the_old_ones(before: SparseLinear) -> None:
    data = reviews(600, (BAD, GOOD, WILD), 4)
    found = train_text(data, earlier=before, max_size=1500)
    assert found.model.classes == ("negative", "positive", "other")
    assert found.model.codes.shape[1] == 3
    said = predicted(found.model.scores(features_of(before).grams(data.texts)))
    assert all((said == label)[data.labels == label].mean() > 0.7 for label in range(3))


def test_the_whole_way(before: SparseLinear, tmp_path: Path) -> None:
    """Through `pinnace.train`, from a table whose labels come in another order and with one more."""
    kinds = (BAD, GOOD, WILD)
    data = reviews(400, kinds, 5)
    names = ("negative", "positive", "a new one")
    with (tmp_path / "new.csv").open("w", newline="") as file:
        rows = [(text, names[label]) for text, label in zip(data.texts, data.labels, strict=True)]
        csv.writer(file).writerows([("text", "label"), *rows[::-1]])
    found = pinnace.train(tmp_path / "new.csv", out=tmp_path / "out", warm_start=saved(before, tmp_path))
    package = pinnace.Package.load(found.package)
    assert tuple(package.labels) == names
    said = package.predict(data.texts).labels
    assert np.mean([names[label] == answer for label, answer in zip(data.labels, said, strict=True)]) > 0.7


def test_what_cannot_be_continued_is_refused(before: SparseLinear, tmp_path: Path) -> None:
    path = saved(before, tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PinnaceError) as error:
        read_model(path)
    assert error.value.code == "package.length"
    with pytest.raises(PinnaceError) as error:
        read_model(tmp_path / "none.pinnace")
    assert error.value.code == "package.missing"
    path.write_bytes(network(0))
    with pytest.raises(PinnaceError) as error:
        read_model(path)
    assert error.value.code == "warm_start.kind"
