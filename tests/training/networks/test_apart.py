"""Rows that stop or judge a network: turning their labels round changes nothing that it is made of."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.training.features import Features  # noqa: E402
from pinnace.training.lessons import gather  # noqa: E402
from pinnace.training.networks.course import Course, apart  # noqa: E402
from pinnace.training.networks.keys import Reading  # noqa: E402
from pinnace.training.networks.making import make  # noqa: E402
from pinnace.training.networks.reading import Reader  # noqa: E402
from pinnace.training.networks.recipe import plan  # noqa: E402
from pinnace.training.trial import Trial, material, prepare  # noqa: E402

SEED = 4
WORDS = np.array([f"word{i}" for i in range(300)])


def made_from(labels: NDArray[np.int32]) -> tuple[Course, NDArray[np.int64], Reader]:
    """400 rows, 80 of them held out of the trial; the course, the rows that stop it, and what a hybrid reads."""
    random = np.random.default_rng(0)
    texts = gather([" ".join(random.choice(WORDS, 12)) for _ in range(400)], [], 0)
    trial = prepare(material(Features(1), texts, labels, 2), np.arange(320), 5e-4)
    course, stopping = apart(trial, texts, np.arange(320), SEED)
    net = plan("hybrid", 5_000, 1, Reading(20, 6))
    assert net is not None
    return course, stopping.rows, make(net, course, stopping, ("a", "b"), SEED).reader


def same(one: tuple[Course, NDArray[np.int64], Reader], two: tuple[Course, NDArray[np.int64], Reader]) -> bool:
    """Whether texts, targets, the float model, the table's keys and the linear part are alike to the last bit."""
    (course, _, reader), (other, _, another) = one, two
    assert reader.student is not None
    assert another.student is not None
    pairs = [
        (course.targets, other.targets),
        (course.weights, other.weights),
        (course.trial.ranking.ids, other.trial.ranking.ids),
        (course.trial.ranking.weights.values, other.trial.ranking.weights.values),
        (reader.keys.kept, another.keys.kept),
        (reader.student.buckets, another.student.buckets),
        (reader.student.weights.values, another.student.weights.values),
    ]
    return course.texts == other.texts and all(np.array_equal(*pair) for pair in pairs)


@pytest.fixture(scope="module")
def labels() -> NDArray[np.int32]:
    return np.random.default_rng(1).integers(0, 2, 400).astype(np.int32)


@pytest.fixture(scope="module")
def turned(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """The labels of all rows that stop or judge are wrong."""
    random = np.random.default_rng([SEED, 0x57])
    found = labels.copy()
    found[random.permutation(320)[:32]] ^= 1
    found[320:] ^= 1
    return found


def test_labels_that_stop_or_judge_are_not_seen(labels: NDArray[np.int32], turned: NDArray[np.int32]) -> None:
    one, two = made_from(labels), made_from(turned)
    assert (labels != turned)[one[1]].all()
    assert same(one, two)


def test_a_ranking_that_saw_them_would_be_found(
    labels: NDArray[np.int32], turned: NDArray[np.int32], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault of this file: the float model of the whole split run, which knows the labels that stop."""
    monkeypatch.setattr(Trial, "on", lambda self, rows: prepare(self.material, np.arange(320), self.strength))
    monkeypatch.setattr("pinnace.training.networks.course.course", _whole)
    assert not same(made_from(labels), made_from(turned))


def _whole(trial: Trial, texts, rows, seed: int) -> Course:  # type: ignore[no-untyped-def]
    """Learns from `rows` only, but keeps the trial."""
    return Course(
        trial, rows, [texts.labelled[i] for i in rows], trial.examples.targets[rows], trial.examples.weights[rows]
    )
