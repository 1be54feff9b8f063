from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pinnace.data.sampling import Sample


def sample(sizes: list[int], *, items: int = 10**9, size: int = 10**9, seed: int = 0) -> list[int]:
    kept: Sample[int] = Sample(items, size, seed)
    for item, n in enumerate(sizes):
        priority = kept.admits()
        if priority is not None:
            kept.add(priority, item, n)
    assert kept.seen == len(sizes)
    assert kept.bytes == sum(sizes[item] for item in kept.items())
    return kept.items()


def test_what_fits_is_kept_whole_and_in_order() -> None:
    assert sample([5] * 100, items=100, size=500) == list(range(100))


def test_limits_hold() -> None:
    assert len(sample([5] * 1000, items=77)) == 77
    assert len(sample([5] * 1000, size=384)) == 76


def test_one_item_stays_however_large() -> None:
    assert len(sample([50, 60, 70], size=40)) == 1


def test_every_item_is_as_likely() -> None:
    hits = [0] * 200
    for seed in range(1000):
        for item in sample([1] * 200, items=20, seed=seed):
            hits[item] += 1
    assert min(hits) > 60 and max(hits) < 145, "each is expected 100 times, standard deviation 9.5"


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=80), st.integers(1, 40), st.integers(1, 600), st.integers(0, 9)
)
def test_what_is_kept_is_everything_below_a_threshold(sizes, items, size, seed) -> None:
    """The longest run of smallest priorities that fits: neither size nor order gives an item an advantage."""
    draw = random.Random(seed).random
    order = sorted(range(len(sizes)), key=[draw() for _ in sizes].__getitem__)
    fits = [n for n in range(1, len(sizes) + 1) if n <= items and sum(sizes[i] for i in order[:n]) <= size]
    assert sample(sizes, items=items, size=size, seed=seed) == sorted(order[: max(fits, default=1)])


def test_the_draw_is_pinned() -> None:
    """Python promises this sequence; a sample must not change with a version."""
    draw = random.Random(7).random
    priorities = [draw() for _ in range(30)]
    assert sample([1] * 30, items=5, seed=7) == sorted(sorted(range(30), key=priorities.__getitem__)[:5])
