"""Package: single, batched, threaded and explained answers are one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from models import model

from pinnace import Package, PinnaceError
from pinnace.packaging import write

TEXTS = ["", "Not bad at all!", "broke — after a week", "¡olé! " * 50, "\ud800 lone", "word " * 3000]


@pytest.mark.parametrize("classes", [2, 5])
def test_single_is_batched(classes: int) -> None:
    package = Package(write(model(classes=classes)))
    batch = package.predict(TEXTS)
    assert [package.predict(text) for text in TEXTS] == list(batch)
    assert batch.labels == [answer.label for answer in batch]
    assert (batch.probabilities.sum(1) == 65536).all()
    assert sum(batch[1].probabilities.values()) == 1.0
    assert list(batch[1:3]) == [batch[1], batch[2]]


def test_none_at_all() -> None:
    assert len(Package(write(model())).predict([])) == 0


def test_bytes_and_str() -> None:
    package = Package(write(model()))
    assert package.predict("¡olé!") == package.predict("¡olé!".encode())


def test_threads_agree() -> None:
    package = Package(write(model(classes=3)))
    texts = [f"{text} {i}" for i in range(300) for text in TEXTS[:4]]
    expected = package.predict(texts).scores
    with ThreadPoolExecutor(8) as pool:
        for answers in pool.map(lambda _: package.predict(texts).scores, range(16)):
            assert np.array_equal(answers, expected)


@pytest.mark.parametrize(("classes", "chars"), [(2, None), (2, (2, 4)), (4, None)])
def test_explanation_adds_up(classes: int, chars: tuple[int, int] | None) -> None:
    package = Package(write(model(900, classes, bits=11, chars=chars)))
    for text in TEXTS:
        answer = package.predict(text)
        for index, label in enumerate(package.labels):
            score = answer.raw_scores[index] if classes > 2 else answer.raw_scores[0] * (1 if index else -1)
            assert package.explain(text, label).raw_score == score


def test_explanation_names_words() -> None:
    explanation = Package(write(model(4096, bits=12))).explain("Not bad, ¡olé!")
    assert [word.text for word in explanation.words] == ["Not", "bad", ",", "¡", "olé", "!"]
    assert explanation.label == Package(write(model(4096, bits=12))).predict("Not bad, ¡olé!").label
    strongest = explanation.strongest(2)
    assert abs(strongest[0].contribution) >= abs(strongest[1].contribution)


def test_unknown_label() -> None:
    with pytest.raises(PinnaceError, match=r"input\.label"):
        Package(write(model())).explain("fine", "sideways")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match=r"package\.missing"):
        Package.load(tmp_path / "none.pinnace")


def test_not_a_package(tmp_path: Path) -> None:
    path = tmp_path / "notes.pinnace"
    path.write_text("hello")
    with pytest.raises(PinnaceError, match=r"package\.magic") as caught:
        Package.load(path)
    assert str(path) in str(caught.value)
