"""Varied pictures are still those pictures."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from pinnace.training.images.augmenting import flips, varied  # noqa: E402


def ramp(n: int = 50, side: int = 16) -> torch.Tensor:
    """(n, side, side, 3) pictures whose numbers say where a pixel is: row, column, and nothing."""
    places = torch.arange(side, dtype=torch.float32)
    rows, columns = torch.meshgrid(places, places, indexing="ij")
    return torch.stack([rows, columns, torch.zeros_like(rows)], -1).repeat(n, 1, 1, 1)


def random(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_nothing_asked_for_changes_nothing() -> None:
    found = varied(ramp(), random(), flipped=None, moved=0.0)
    assert torch.equal(found.permute(0, 2, 3, 1), ramp())
    assert found.is_contiguous(memory_format=torch.channels_last)


def test_moved_and_mirrored_by_whole_pixels() -> None:
    found = varied(ramp(), random(), flipped=flips(50, 0, 0), moved=0.125)
    middle = found[:, :, 8, 8]
    assert set((middle[:, 0] - 8).tolist()) == {-2.0, -1.0, 0.0, 1.0, 2.0}
    assert (middle[:, 1] - 8).abs().max() <= 3
    steps = found[:, 1, 8, 9] - found[:, 1, 8, 8]
    assert set(steps.tolist()) == {-1.0, 1.0}  # from left to right, or from right to left


def test_what_is_mirrored_in_one_epoch_is_not_in_the_next() -> None:
    first, second, third = (flips(1_000, epoch, 3) for epoch in range(3))
    assert torch.equal(first, ~second) and torch.equal(first, third)
    assert 400 < first.sum() < 600 and not torch.equal(first, flips(1_000, 0, 4))


def test_erased_squares_and_other_light() -> None:
    plain = torch.full((200, 16, 16, 3), 100.0)
    blotted = varied(plain, random(), flipped=None, moved=0.0, erased=0.5)
    gone = (blotted == 0).float().mean((1, 2, 3))
    assert 0 < gone.max() <= 0.26 and ((blotted == 0) | (blotted == 100)).all()
    lit = varied(plain, random(), flipped=None, moved=0.0, coloured=0.2)
    assert lit.max() <= 127 and lit.min() < 70 and lit.std() > 10
    assert torch.equal(lit.round(), lit)


def test_the_same_chances_give_the_same() -> None:
    options = {"flipped": flips(50, 0, 0), "erased": 0.3, "coloured": 0.1}
    one, same, other = (varied(ramp(), random(seed), **options) for seed in (1, 1, 2))
    assert torch.equal(one, same) and not torch.equal(one, other)
