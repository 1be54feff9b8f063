"""The slow reference reads packages by itself, and refuses the same ones for the same reasons."""

from __future__ import annotations

import pytest

from attacks import good
from attacks.case import Attack, attacks
from pinnace.checking.reference.package import parse
from pinnace.errors import PinnaceError

TOO_SLOW = {"bombs.many_small_bombs"}  # four million rows, decoded in Python
CASES = [case for case in attacks() if case.name not in TOO_SLOW]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused_with_the_same_code(case: Attack) -> None:
    with pytest.raises(PinnaceError) as refused:
        parse(case.make())
    assert refused.value.code == case.code


@pytest.mark.parametrize("name", list(good.packages()))
def test_good_packages_are_accepted(name: str) -> None:
    assert len(parse(good.packages()[name]).labels) >= 2
