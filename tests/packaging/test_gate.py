"""The gate lets noise pass and loss not."""

from __future__ import annotations

import pytest

from pinnace.errors import PinnaceError
from pinnace.packaging import gate


def test_equal_passes() -> None:
    gate(float_accuracy=0.9, packaged_accuracy=0.9, rows=1000)
    gate(float_accuracy=0.9, packaged_accuracy=0.93, rows=1000)


def test_loss_is_refused_with_the_figures() -> None:
    with pytest.raises(PinnaceError, match=r"95\.00%.*5\.00 points lost") as caught:
        gate(float_accuracy=0.95, packaged_accuracy=0.90, rows=10_000)
    assert caught.value.exit_code == 1
    assert caught.value.code == "gate.accuracy"


def test_one_row_of_few_does_not_decide() -> None:
    gate(float_accuracy=1.0, packaged_accuracy=0.95, rows=20)
    with pytest.raises(PinnaceError):
        gate(float_accuracy=1.0, packaged_accuracy=0.5, rows=20)
