"""The gist of a teacher: weights of n-grams that say nearly what it says."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.runtime.text import ngrams
from pinnace.training.logistic import one_hot
from pinnace.training.teacher.blend import Blend
from pinnace.training.teacher.gist import Gist
from pinnace.training.teacher.own import OwnTeacher, read, teach
from pinnace.training.vocabulary import vocabulary_rows

WORDS = [f"word{i}" for i in range(90)]


def teacher(classes: int) -> tuple[OwnTeacher, list[str]]:
    """Word i is of class i modulo the classes; vectors that say so too."""
    random = np.random.default_rng(classes)
    labels = random.integers(0, classes, 600).astype(np.int32)
    texts = [" ".join(random.choice(WORDS[label::classes], 12)) for label in labels]
    library = read(texts, [])
    vectors = np.asarray(library.rows.T @ one_hot(labels, 3), np.float32)[:, [0, 1, 2, 0, 1, 2, 0, 1]]
    blend = Blend(np.array([0.4, 0.0, 0.5, 0.0]), np.zeros(1))
    return teach(library, labels, np.arange(600), classes, vectors - vectors.mean(0), blend), texts


@pytest.mark.parametrize("classes", [2, 3])
def test_it_says_nearly_what_the_teacher_says(classes: int) -> None:
    known, texts = teacher(classes)
    gist = known.gist(texts[:300], np.ones(300))
    rows = vocabulary_rows(ngrams(texts[300:], words=3), gist.ids)
    said, nearly = known.scores(rows), rows @ gist.values
    if classes > 2:  # softmax does not see what all classes have alike
        said, nearly = said - said.mean(1, keepdims=True), nearly - nearly.mean(1, keepdims=True)
    for d in range(said.shape[1]):
        assert np.corrcoef(said[:, d], nearly[:, d])[0, 1] > 0.95


def test_unknown_ngrams_have_no_weight_and_a_table_keeps_all() -> None:
    gist = Gist(np.array([3, 2**32 - 1], np.uint32), np.array([[0.5], [-2.0]], np.float32))
    for kept in (gist, Gist.of_table(gist.table())):
        assert kept.of(np.array([2**32 - 1, 4, 3, 0], np.uint32)).ravel().tolist() == [-2.0, 0.0, 0.5, 0.0]
