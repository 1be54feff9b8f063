"""Answers as people type them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from pinnace.advising import asking


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5000", 5000),
        ("5,000", 5000),
        ("5k", 5000),
        ("2m", 2_000_000),
        ("3%", 0.03),
        ("1k-50k", [1000, 50_000]),
        ("1000 5000 50000", [1000, 5000, 50_000]),
        ("1000..50000", [1000, 50_000]),
        ("0.5 to 2", [0.5, 2]),
        ("unknown", "unknown"),
        ("?", "unknown"),
    ],
)
def test_numbers(typed: str, value: Any) -> None:
    assert asking.number(typed) == pytest.approx(value) if not isinstance(value, str) else asking.number(typed) == value


@pytest.mark.parametrize("typed", ["many", "-5-", "5 apples", "1e"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError):
        asking.app_of({"use.users": asking.number(typed)})


def test_answers_survive_as_toml() -> None:
    answers = {
        "name": 'Moods "quoted" \\ \x7f €',
        "task.platforms": ["web", "ios"],
        "use.users": [1, 2.5, 1e6],
        "needs.offline": "unknown",
    }
    assert tomllib.loads(asking.toml(answers)) == asking.nested(answers)
    assert asking.app_of(answers).use.users is not None


def test_every_default_is_an_answer() -> None:
    asking.app_of({question.key: question.read(question.default) for question in asking.QUESTIONS})


@pytest.mark.parametrize("typed", ["unknown", "?", " Unknown "])
def test_every_answer_may_be_unknown(typed: str) -> None:
    app = asking.app_of({question.key: question.read(typed) for question in asking.QUESTIONS})
    assert (app.task.kind, app.task.does, app.task.platforms) == ("text", "", ["web"])
    assert app.use.users is None
    assert app.needs.offline == "unknown"
