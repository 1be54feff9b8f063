"""One network rung: the same seed gives the same bytes, its bytes are kept, and a finished one is not trained again."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.data import Dataset  # noqa: E402
from pinnace.runtime import Package  # noqa: E402
from pinnace.training.features import Features  # noqa: E402
from pinnace.training.ladder import hold  # noqa: E402
from pinnace.training.lessons import Lessons, gather, lessons  # noqa: E402
from pinnace.training.networks import judging  # noqa: E402
from pinnace.training.networks.course import apart, course  # noqa: E402
from pinnace.training.networks.judging import judge_network  # noqa: E402
from pinnace.training.networks.keys import Reading  # noqa: E402
from pinnace.training.networks.lowering import lower  # noqa: E402
from pinnace.training.networks.making import make  # noqa: E402
from pinnace.training.networks.network import predict  # noqa: E402
from pinnace.training.networks.recipe import Net, plan  # noqa: E402
from pinnace.training.teacher.cache import Cache  # noqa: E402
from pinnace.training.trial import material, prepare  # noqa: E402

CLASSES = ("bad", "good", "so so")
OPINIONS = (("awful", "broken", "a waste"), ("lovely", "great", "a joy"), ("average", "fine", "ordinary"))
READING = Reading(20, 6)


def reviews(rows: int) -> Dataset:
    """Three unequal classes."""
    random = np.random.default_rng(5)
    labels = random.choice(3, rows, p=(0.6, 0.3, 0.1)).astype(np.int32)
    texts = [f"item {random.integers(99)} was {random.choice(OPINIONS[label])} to me" for label in labels]
    return Dataset(texts, labels, CLASSES)


@pytest.fixture(scope="module")
def split(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    """A trial on 400 rows with 100 held back, taught by a function that knows the answers."""
    data = reviews(500)
    texts = gather(data.texts, [f"number {i} is a joy and great" for i in range(40)], 0)

    def teacher(some: list[str]) -> np.ndarray:
        return np.array([[0.05, 0.9, 0.05] if "joy" in text else [0.6, 0.2, 0.2] for text in some])

    said: Lessons = lessons(teacher, texts, 3)
    rows = np.arange(400)
    trial = prepare(material(Features(1), texts, data.labels, 3), rows, 5e-4, said)
    return hold(trial, np.arange(400, 500), data.texts), texts


def net(kind: str, limit: int = 3_000) -> Net:
    found = plan(kind, limit, 3, READING)
    assert found is not None
    return found


def judged(split, kind: str, cache: Cache, limit: int = 3_000):  # type: ignore[no-untyped-def]
    held, texts = split
    return judge_network(
        net(kind, limit), held, *apart(held.trial, texts, np.arange(400), 0), CLASSES, 1, cache, lambda: None
    )


def test_a_teachers_answers_are_learned_with_the_labels(split) -> None:  # type: ignore[no-untyped-def]
    held, texts = split
    learned = course(held.trial, texts, np.arange(400), 0)
    assert len(learned.texts) == len(learned.targets) == 400 + 2 * 40
    assert len(learned.rows) == 400
    assert learned.targets[400:, 1].min() > 0.5


def test_nothing_that_says_when_to_stop_is_learned(split) -> None:  # type: ignore[no-untyped-def]
    held, texts = split
    learned, stopping = apart(held.trial, texts, np.arange(400), 0)
    assert len(stopping.rows) == 40
    assert not set(learned.rows) & set(stopping.rows)
    assert not set(learned.texts[: len(learned.rows)]) & set(stopping.texts)


def test_three_classes_within_the_bytes_and_again_the_same(split) -> None:  # type: ignore[no-untyped-def]
    one, two = (judged(split, "bag", Cache(None)) for _ in range(2))
    assert one.models[0].shipped() == two.models[0].shipped()
    assert one.rung.validation_accuracy > 0.9
    assert len(one.models[0].shipped()) == one.rung.bytes <= 3_000
    assert one.rung.float_accuracy - one.rung.validation_accuracy <= 0.02
    assert one.rung.epochs[0].epoch == 1
    assert one.rung.parameters > 100


@pytest.mark.parametrize("kind", ["conv2", "hybrid"])
def test_what_was_trained_is_what_the_core_computes(split, kind: str) -> None:  # type: ignore[no-untyped-def]
    held, texts = split
    made = make(net(kind, 4_000), *apart(held.trial, texts, np.arange(400), 0), CLASSES, 0)
    network, asked = made.fitted.network, made.reader.lessons(held.texts, np.zeros((100, 3)))
    simulated = predict(copy.deepcopy(network).double(), asked)
    answered = Package(lower(network, CLASSES)).predict(held.texts).scores
    assert np.array_equal(np.rint(simulated * 1024).astype(np.int64), answered)
    real = predict(made.fitted.real, asked)
    assert (real.argmax(1) == answered.argmax(1)).mean() > 0.97


def test_a_small_budget_leaves_rows_out(split) -> None:  # type: ignore[no-untyped-def]
    small = judged(split, "conv", Cache(None), 1_300)
    assert small.rung.bytes <= 1_300


def test_a_finished_rung_is_taken_from_the_folder(split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    one = judged(split, "bag", Cache(tmp_path))

    def never(*arguments: object) -> None:
        raise AssertionError("trained again")

    monkeypatch.setattr(judging, "train", never)
    two = judged(split, "bag", Cache(tmp_path))
    assert one.models[0].shipped() == two.models[0].shipped()
    assert one.rung.epochs == two.rung.epochs
    with pytest.raises(AssertionError, match="trained again"):
        judged(split, "bag", Cache(tmp_path), 2_900)
