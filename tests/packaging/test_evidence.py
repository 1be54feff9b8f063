"""Evidence belongs to exactly the bytes it was made for, and leaves without a trace."""

from __future__ import annotations

import pytest
from models import model

from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, write
from pinnace.runtime import Package

SHIPPED = write(model())
CONTENT = {"goldens": [], "metrics": {"validation_accuracy": 0.9}, "name": "été"}


def test_round_trip() -> None:
    data = evidence.attach(SHIPPED, CONTENT)
    assert evidence.read(data) == CONTENT
    assert evidence.split(data)[0] == SHIPPED


def test_left_out() -> None:
    assert evidence.read(SHIPPED) == {}
    assert Package(evidence.attach(SHIPPED, CONTENT)).predict("fine") == Package(SHIPPED).predict("fine")


def test_of_another_package() -> None:
    other = evidence.attach(write(model(seed=1)), CONTENT)
    moved = SHIPPED + evidence.split(other)[1]
    with pytest.raises(PinnaceError, match="another package"):
        evidence.read(moved)


@pytest.mark.parametrize("damage", [lambda rest: rest[:-1], lambda rest: rest + b"x", lambda rest: b"junk" + rest[4:]])
def test_damaged(damage) -> None:  # type: ignore[no-untyped-def]
    shipped, rest = evidence.split(evidence.attach(SHIPPED, CONTENT))
    with pytest.raises(PinnaceError, match=r"package\.evidence"):
        evidence.read(shipped + damage(rest))
