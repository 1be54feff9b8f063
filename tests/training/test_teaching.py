"""`pinnace.train` with teachers: what they say reaches the package, and nothing is left behind."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import pinnace
from pinnace.training import linear, student
from pinnace.training.teacher import ours
from pinnace.training.teacher.vectors import Shape
from pinnace.training.train import CACHE

KNOWN = (["awful", "broken", "useless"], ["lovely", "great", "brilliant"])  # words that labelled texts have
RARE = (["dreadful", "shoddy", "rubbish"], ["splendid", "superb", "marvellous"])  # only in texts without labels
CLASSES = ("bad", "good")
FILLERS = [f"filler{i}" for i in range(60)]


def texts(count: int, seed: int, *words: tuple[list[str], list[str]]) -> tuple[list[str], np.ndarray]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, count)
    every = [[word for some in words for word in some[label]] for label in (0, 1)]
    return [" ".join([*random.choice(every[i], 2), *random.choice(FILLERS, 5)]) for i in labels], labels


def write(path: Path, columns: dict[str, Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    made, labels = texts(240, 0, KNOWN)
    return write(tmp_path / "data.csv", {"text": made, "label": [CLASSES[i] for i in labels]})


def accuracy(package: Path) -> float:
    """On texts whose telling words no labelled text has."""
    unseen, labels = texts(200, 2, RARE)
    said = pinnace.Package.load(package).predict(unseen).labels
    return float(np.mean([CLASSES[label] == answer for label, answer in zip(labels, said, strict=True)]))


def test_a_function_teaches_what_no_label_says(data: Path, tmp_path: Path) -> None:
    unlabelled = write(tmp_path / "more.csv", {"text": texts(400, 1, RARE)[0]})
    asked = []

    def teacher(some: Sequence[str]) -> np.ndarray:
        asked.extend(some)
        good = np.array([any(word in text for word in RARE[1]) for text in some], float)
        return np.stack([1 - good, good], axis=1)

    alone = pinnace.train(data, out=tmp_path / "alone", unlabelled=unlabelled, teacher="none", max_size=900)
    taught = pinnace.train(data, out=tmp_path / "taught", unlabelled=unlabelled, teacher=teacher, max_size=900)
    assert asked
    assert accuracy(alone.package) < 0.85 < 0.9 < accuracy(taught.package)
    assert alone.result.settings["teacher"] == "none: not asked for"
    assert taught.result.settings["teacher"] == "a function"


def test_a_file_of_answers_teaches_by_itself(data: Path, tmp_path: Path) -> None:
    answered, labels = texts(400, 1, RARE)
    columns = {
        "text": answered,
        "good": [0.9 if i else 0.1 for i in labels],
        "bad": [0.1 if i else 0.9 for i in labels],
    }
    found = pinnace.train(data, out=tmp_path / "out", teacher=write(tmp_path / "answers.csv", columns), max_size=900)
    assert accuracy(found.package) > 0.9
    assert found.result.settings["teacher"] == "answers for 400 texts"


def test_ours_is_trained_from_texts_without_labels_and_leaves_no_stages(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "SHAPE", Shape(16, 6))
    unlabelled = write(tmp_path / "more.csv", {"text": texts(2600, 1, KNOWN, RARE)[0]})
    found = pinnace.train(data, out=tmp_path / "out", unlabelled=unlabelled, max_size=900, cache=tmp_path / "kept")
    assert found.result.settings["teacher"] == "self"
    assert accuracy(found.package) > 0.9
    kept = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert kept
    before = found.package.read_bytes()
    monkeypatch.setattr(ours, "learn", None)  # from the cache: nothing is learnt again
    again = pinnace.train(data, out=tmp_path / "out", unlabelled=unlabelled, max_size=900, cache=tmp_path / "kept")
    assert again.package.read_bytes() == before
    assert not (tmp_path / "out" / CACHE).exists()


def test_ours_needs_no_other_texts_for_large_packages(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "SHAPE", Shape(16, 6))
    monkeypatch.setattr(ours, "ALONE", 240)
    monkeypatch.setattr(linear, "MIDDLE", 240)
    monkeypatch.setattr(linear, "LETTERS", 0)
    monkeypatch.setattr(student, "MANY", 1)
    monkeypatch.setattr(ours.Ours, "doubt", lambda self: "")  # of so few texts it would be right to doubt
    found = pinnace.train(data, out=tmp_path / "out", max_size=50_000)
    assert (found.result.settings["teacher"], found.result.settings["words"]) == ("self", 3)
    assert found.result.accuracy > 0.9
    assert found.result.learning[-1].rows < 0.8 * 240, "all rows had a teacher, the parts had none"
    without = pinnace.train(data, out=tmp_path / "small", max_size=900)
    assert "too few" in without.result.settings["teacher"]


def test_ours_steps_back_when_it_is_no_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "SHAPE", Shape(16, 6))
    drawn = np.random.default_rng(3).choice(CLASSES, 240)  # labels that the texts do not tell
    data = write(tmp_path / "data.csv", {"text": texts(240, 0, KNOWN)[0], "label": drawn})
    more = write(tmp_path / "more.csv", {"text": texts(2600, 1, KNOWN, RARE)[0]})
    found = pinnace.train(data, out=tmp_path / "out", unlabelled=more, max_size=900, networks="none", margin=1.0)
    assert "none: trained, and no better than a linear model" in found.result.settings["teacher"]


def test_a_function_is_asked_once_for_each_text(data: Path, tmp_path: Path) -> None:
    unlabelled = write(tmp_path / "more.csv", {"text": texts(400, 1, RARE)[0]})
    counts = Counting()
    options = {"unlabelled": unlabelled, "teacher": counts, "max_size": 900, "cache": tmp_path / "kept"}
    first = pinnace.train(data, out=tmp_path / "first", **options)
    assert 0 < counts.texts <= 2 * 400, "whole, and as a piece"
    before = counts.texts
    again = pinnace.train(data, out=tmp_path / "again", **options)
    assert counts.texts == before, "a second run takes what the first was told"
    assert again.package.read_bytes() == first.package.read_bytes()


class Counting:
    """A service that counts what it is paid for; every instance is the same service."""

    texts = 0

    def __call__(self, some: Sequence[str]) -> np.ndarray:
        self.texts += len(some)
        good = np.array([any(word in text for word in RARE[1]) for text in some], float)
        return np.stack([1 - good, good], axis=1)

    def __repr__(self) -> str:
        return "Counting()"


def test_too_few_texts_are_no_error(data: Path, tmp_path: Path) -> None:
    unlabelled = write(tmp_path / "more.csv", {"text": texts(100, 1, RARE)[0]})
    found = pinnace.train(data, out=tmp_path / "out", unlabelled=unlabelled, teacher="self", max_size=900)
    assert "too few" in found.result.settings["teacher"]
    assert not (tmp_path / "out" / CACHE).exists()


def test_a_bad_teacher_writes_nothing(data: Path, tmp_path: Path) -> None:
    unlabelled = write(tmp_path / "more.csv", {"text": texts(100, 1, RARE)[0]})
    with pytest.raises(pinnace.PinnaceError) as error:
        pinnace.train(data, out=tmp_path / "out", unlabelled=unlabelled, teacher=lambda some: np.ones(len(some)))
    assert error.value.code == "teacher.answer"
    assert not (tmp_path / "out").exists()
    with pytest.raises(pinnace.PinnaceError) as error:
        pinnace.train(data, out=tmp_path / "out", teacher=tmp_path / "none.csv")
    assert error.value.code == "data.missing"
