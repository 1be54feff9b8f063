"""What is written is what the core reads: scores of random models, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import model

from pinnace.errors import PinnaceError
from pinnace.packaging import coded_size, write
from pinnace.runtime import Package
from pinnace.runtime.text import ngrams

TEXTS = ["", "Not bad at all!", "the the the", "Straße, 3.5 stars … don't", "とても良い", "a" * 70, "x " * 400]


@settings(max_examples=40, deadline=None)
@given(
    kept=st.integers(0, 900), classes=st.integers(2, 6), bits=st.integers(10, 24), levels=st.integers(1, 64),
    words=st.integers(1, 4), seed=st.integers(0, 99), text=st.text(max_size=300),
)  # fmt: skip
def test_scores(kept: int, classes: int, bits: int, levels: int, words: int, seed: int, text: str) -> None:
    made = model(kept, classes, bits=bits, levels=levels, words=words, seed=seed)
    texts = [*TEXTS, text]
    expected = made.scores(ngrams(texts, words=words))
    assert np.array_equal(Package(write(made)).predict(texts).scores, expected)


def test_scores_of_characters() -> None:
    made = model(900, 4, bits=11, chars=(2, 5))
    assert np.array_equal(Package(write(made)).predict(TEXTS).scores, made.scores(ngrams(TEXTS, words=2, chars=(2, 5))))


def test_labels_in_order() -> None:
    made = replace(model(classes=3), classes=("zebra", "été", "日本"))
    assert Package(write(made)).labels == ("zebra", "été", "日本")


def test_same_model_same_bytes() -> None:
    assert write(model()) == write(model())
    assert coded_size(model()) == len(write(model()))


def test_size_is_near_the_entropy() -> None:
    """5,000 random keys of 2^20 and 11 random levels have 7,881 bytes of entropy."""
    assert coded_size(model(5000, bits=20, levels=11)) < 7881 * 1.02


@pytest.mark.parametrize("label", ["", "x" * 256])
def test_impossible_label(label: str) -> None:
    with pytest.raises(PinnaceError, match=r"package\.label"):
        write(replace(model(), classes=("good", label)))


def test_one_class() -> None:
    with pytest.raises(PinnaceError, match=r"package\.label"):
        write(replace(model(), classes=("good",)))
