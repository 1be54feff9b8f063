"""How telling an n-gram is."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from pinnace.training.logistic import one_hot
from pinnace.training.teacher.keep import LEAST, keep


def test_what_one_class_says_is_kept_and_what_all_say_is_hardly() -> None:
    labels = np.repeat(np.arange(3, dtype=np.int32), [100, 100, 20])
    rows = np.zeros((220, 3), np.float32)
    rows[:, 0] = 1  # everybody
    rows[labels == 1, 1] = 1  # the second class
    rows[labels == 2, 2] = 1  # the rare class
    found = keep(csr_matrix(rows), one_hot(labels, 3))
    assert found[0] == LEAST and found[1] == 1 and found[2] > 0.5


def test_a_class_that_nobody_has_is_passed_over() -> None:
    found = keep(csr_matrix(np.ones((4, 1), np.float32)), np.array([[1.0], [1.0], [1.0], [1.0]]))
    assert found[0] == LEAST
