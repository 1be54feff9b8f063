"""Where values lie: never in the same bytes while both are needed, and in few bytes."""

from __future__ import annotations

import functools
import itertools
import random

import numpy as np
import pytest
from image_networks import Later, later_network

from pinnace.checking import reference
from pinnace.errors import PinnaceError
from pinnace.packaging import memory
from pinnace.runtime import Package


def needs(seed: int, values: int = 30) -> tuple[list[int], list[range]]:
    chance = random.Random(seed)
    sizes = [chance.choice((1, 8, 100, chance.randrange(1, 5000))) for _ in range(values)]
    begins = range(values)
    return sizes, [range(begin, begin + 1 + min(chance.choice((0, 1, 1, 2, 9)), values - begin)) for begin in begins]


def clashes(sizes: list[int], needed: list[range], places: list[int]) -> list[tuple[int, int]]:
    """Pairs of values that are needed at the same time and share a byte."""
    found = []
    for a, b in itertools.combinations(range(len(sizes)), 2):
        together = set(needed[a]) & set(needed[b])
        if together and places[a] < places[b] + sizes[b] and places[b] < places[a] + sizes[a]:
            found.append((a, b))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_what_is_needed_together_lies_apart(seed: int) -> None:
    sizes, needed = needs(seed)
    end, places = memory.shared(sizes, needed)
    assert clashes(sizes, needed, places) == []
    assert all(place % memory.ALIGNMENT == 0 and place + size <= end for place, size in zip(places, sizes, strict=True))
    least = max(sum(memory.aligned(s) for s, n in zip(sizes, needed, strict=True) if at in n) for at in range(30))
    assert least <= end <= min(1.25 * least + 64, memory.apart(sizes)[0])


def test_one_behind_the_other() -> None:
    assert memory.apart([3, 8, 9]) == (32, [0, 8, 16])


@pytest.mark.parametrize("seed", range(12))
def test_networks_say_the_same_wherever_their_values_lie(seed: int) -> None:
    """And none of them is written over: the reference, which has no arena, agrees (tests/core/test_images.py)."""
    found = []
    for share in (True, False):
        chance = Later(seed)
        chance.plan.package = functools.partial(chance.plan.package, share=share)  # type: ignore[method-assign]
        found.append(Package(chance.build()))
    pictures = list(np.random.default_rng(seed).integers(0, 256, (3, 11, 13, 3)).astype(np.uint8))
    assert np.array_equal(found[0].predict(pictures).scores, found[1].predict(pictures).scores)
    assert found[0].memory["session"] < found[1].memory["session"]


@pytest.mark.parametrize("late, early", [(1, 0), (0, 1)], ids=["ends too early", "begins too late"])
def test_a_plan_that_counts_wrong_is_refused(late: int, early: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the planner cannot reach an answer: core and reference see it."""
    planned, refused = memory.shared, 0

    def careless(sizes: list[int], needed: list[range]) -> tuple[int, list[int]]:
        return planned(sizes, [range(n.start + early, max(n.stop - late, n.start + early)) for n in needed])

    monkeypatch.setattr(memory, "shared", careless)
    for seed in range(12):
        data = later_network(seed)
        try:
            Package(data)
        except PinnaceError as refusal:
            refused += 1
            assert refusal.code == "package.value"
            with pytest.raises(PinnaceError, match=r"package\.value"):
                reference.parse(data)
    assert refused > 6
