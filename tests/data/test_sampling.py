from __future__ import annotations

import random

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


def test_large_items_are_not_put_at_a_disadvantage() -> None:
    sizes = [100 if i % 2 else 1 for i in range(400)]
    large = total = 0
    for seed in range(300):
        kept = sample(sizes, size=3000, seed=seed)
        large += sum(sizes[item] == 100 for item in kept)
        total += len(kept)
    assert 0.45 < large / total < 0.55


def test_the_draw_is_pinned() -> None:
    """Python promises this sequence; a sample must not change with a version."""
    draw = random.Random(7).random
    priorities = [draw() for _ in range(30)]
    assert sample([1] * 30, items=5, seed=7) == sorted(sorted(range(30), key=priorities.__getitem__)[:5])
