"""Mixed pictures are as much of each as their answers say."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from pinnace.training.images.mixing import beta, mixed  # noqa: E402


def random(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_shares_have_the_spread_of_their_distribution() -> None:
    for strength in (0.2, 1.0):
        chance = random()
        found = torch.tensor([beta(strength, chance) for _ in range(3_000)])
        assert abs(found.mean() - 0.5) < 0.03
        assert abs(found.var() - 1 / (4 * (2 * strength + 1))) < 0.01  # of Beta(a, a)
        assert found.min() >= 0 and found.max() <= 1


def test_a_picture_is_itself_and_another_by_its_share() -> None:
    pictures = torch.arange(8.0)[:, None, None, None].expand(8, 3, 4, 4) * 10
    found = mixed(pictures, random(3), 1.0)
    assert sorted(found.other.tolist()) == list(range(8))
    expected = (found.share * pictures + (1 - found.share) * pictures[found.other]).round()
    assert torch.equal(found.pictures, expected)
    assert found.pictures.is_contiguous(memory_format=torch.channels_last)
    assert not torch.equal(found.pictures, pictures)


def test_the_same_chances_give_the_same() -> None:
    one, same, other = (mixed(torch.rand(4, 3, 2, 2) * 127, random(seed), 0.2).share for seed in (1, 1, 2))
    assert one == same != other
