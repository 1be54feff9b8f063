"""The core's answers and explanations are those of the reference, for any text and several kinds of model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from models import model
from strategies import texts

from pinnace.checking.protocol import Request
from pinnace.checking.runtimes import python, reference
from pinnace.packaging import writer

MODELS = {
    "two labels": model(bits=10, kept=700),
    "five labels": model(bits=10, kept=700, classes=5, words=3, seed=1),
    "characters": model(bits=12, kept=3000, words=1, chars=(2, 4), seed=2),
    "characters only, three labels": model(bits=8, kept=200, words=0, chars=(1, 3), classes=3, seed=3),
    "every key, four orders": model(bits=8, kept=256, words=4, seed=4),
    "no keys": model(bits=8, kept=0, seed=5),
    "20 bits": model(bits=20, kept=2000, words=2, seed=6),
}
PACKAGES = {name: writer.write(made) for name, made in MODELS.items()}


@pytest.mark.parametrize("name", MODELS)
def test_any_text(name: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(texts)
    def same(data: bytes) -> None:
        request = Request(PACKAGES[name], [data, data], 2)  # two columns are explained
        core, slow = python.run(request)[""], reference.run(request)[""]
        assert core.error == slow.error == 0
        assert core.rows.tolist() == slow.rows.tolist()
        assert [e.tolist() for e in core.explanations] == [e.tolist() for e in slow.explanations]

    same()


@settings(max_examples=100, deadline=None)
@given(texts)
def test_an_explanation_adds_up_to_the_score(data: bytes) -> None:
    for name in ("two labels", "five labels", "characters"):
        answers = python.run(Request(PACKAGES[name], [data], 1))[""]
        bias, words = answers.explanations[0][0], answers.explanations[0][1:].reshape(-1, 3)
        assert bias + words[:, 2].sum() == answers.rows[0, 0]
        assert (words[:, 0] < words[:, 1]).all() and (np.diff(words[:, 0]) >= 0).all()
