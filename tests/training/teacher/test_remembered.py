"""Answers that are paid for once: kept as they come, under the teacher's and the texts' own names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from pinnace.errors import PinnaceError
from pinnace.training.teacher import Cache, ask, asking
from pinnace.training.teacher.remembered import Remembered, identity

TEXTS = [f"text {i}" for i in range(50)]


def counting(asked: list[int], fail_at: int = 99) -> Callable[[Sequence[str]], np.ndarray]:
    """A teacher that notes how many texts it was asked for, and dies at one call. Not the same for other notes."""
    at = iter(range(100))

    def teacher(texts: Sequence[str]) -> np.ndarray:
        if next(at) == fail_at:
            raise ConnectionError("the service is away")
        asked.append(len(texts))
        return np.tile([0.25, 0.75], (len(texts), 1))

    return teacher


def kept(monkeypatch: pytest.MonkeyPatch, teacher: object, folder: Path | None) -> Remembered:
    monkeypatch.setattr(asking, "AT_ONCE", 20)
    monkeypatch.setattr("pinnace.training.teacher.remembered.identity", lambda teacher: "ours")
    return Remembered(teacher, 2, Cache(folder))  # type: ignore[arg-type]


def test_what_was_answered_before_a_crash_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    with pytest.raises(ConnectionError):
        ask(kept(monkeypatch, counting(asked, fail_at=2), tmp_path), TEXTS, 2)
    assert asked == [20, 20]
    said = ask(kept(monkeypatch, counting(asked), tmp_path), TEXTS, 2)
    assert asked == [20, 20, 10]
    assert np.allclose(said, [0.25, 0.75])


def test_without_a_folder_it_is_asked_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    teacher = kept(monkeypatch, counting(asked), None)
    assert (ask(teacher, TEXTS, 2) == ask(teacher, TEXTS, 2)).all()
    assert sum(asked) == len(TEXTS)


def test_answers_that_cannot_be_used_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PinnaceError):
        kept(monkeypatch, lambda texts: np.ones((len(texts), 2)), tmp_path)(TEXTS)
    assert not list(tmp_path.iterdir())


@dataclass
class Service:
    model: str

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 1))


class Nameless(Service):
    __repr__ = object.__repr__


def scaled(by: float) -> Callable[[Sequence[str]], np.ndarray]:
    return lambda texts: np.full((len(texts), 1), by)


def test_a_teacher_is_known_by_what_it_is_made_of() -> None:
    one, other = (lambda texts: np.zeros((len(texts), 1))), (lambda texts: np.full((len(texts), 1), 2))
    assert identity(one) != identity(other), "of two on a line"
    assert identity(scaled(1.0)) == identity(scaled(1.0)) != identity(scaled(2.0))
    assert identity(Service("small")) == identity(Service("small")) != identity(Service("large"))
    assert identity(Nameless("small")) != identity(Nameless("small"))
    assert identity(Service("small").__call__) != identity(Service("large").__call__)
