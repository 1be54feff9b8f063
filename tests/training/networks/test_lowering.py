"""What a network computes while it learns is what the core computes from its package, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.checking import torture  # noqa: E402
from pinnace.checking.reference import answer, parse  # noqa: E402
from pinnace.runtime import Package  # noqa: E402
from pinnace.runtime.sequences import sequences  # noqa: E402
from pinnace.training.networks.keys import Reading, choose  # noqa: E402
from pinnace.training.networks.lessons import Lessons, lessons  # noqa: E402
from pinnace.training.networks.lowering import lower  # noqa: E402
from pinnace.training.networks.network import Network, predict  # noqa: E402
from pinnace.training.networks.recipe import Shape  # noqa: E402
from pinnace.training.networks.shapes import KINDS, build  # noqa: E402

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "good", "bad", "not", "very", "the", "a")


def texts(count: int = 60) -> list[str]:
    random = np.random.default_rng(0)
    return ["", "good", *(" ".join(random.choice(WORDS, random.integers(1, 40))) for _ in range(count))]


def untrained(kind: str, reading: Reading, outputs: int = 1) -> tuple[Network, Lessons]:
    """A network of random weights, its steps observed on the texts, in integers."""
    torch.manual_seed(3)
    read = _read(texts(), reading)
    keys = choose(read, reading, 14, bits=12)
    network = build(Shape(kind, 8, 6, 14, reading), keys, outputs)
    for name, parameter in network.named_parameters():
        if "bias" in name or "score" in name:
            torch.nn.init.normal_(parameter, std=0.3)
    found = lessons(read, keys, np.zeros((len(texts()), outputs)), np.ones(len(texts())))
    network.observe(found, np.arange(len(texts())))
    network.quantise()
    return network.double(), found


def _read(some: list[str], reading: Reading):  # type: ignore[no-untyped-def]
    return sequences(some, head=reading.head, tail=reading.tail, words=reading.words, chars=reading.chars)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reading", [Reading(12, 5), Reading(300, 0, words=2), Reading(9, 2, chars=(2, 3))])
def test_the_core_computes_the_same_integers(kind: str, reading: Reading) -> None:
    network, found = untrained(kind, reading)
    package = Package(lower(network, ("no", "yes")))
    mine = np.rint(predict(network, found) * 1024).astype(np.int64)
    assert np.ptp(mine) > 50
    assert np.array_equal(package.predict(texts()).scores, mine)


def test_the_reference_too_and_awkward_texts() -> None:
    network, _ = untrained("conv2", Reading(20, 10, words=2), outputs=3)
    shipped = lower(network, ("a", "b", "c"))
    package, parsed = Package(shipped), parse(shipped)
    for name, text in torture.cases().items():
        if len(text) < 3000:
            said = package.predict(text)
            assert list(said.raw_scores) == answer(parsed, text)[0], name


def test_a_wrong_rounding_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault of this file: results rounded down instead of to the nearest."""
    network, found = untrained("conv", Reading(12, 5))
    package = Package(lower(network, ("no", "yes")))
    from pinnace.training.networks import integer
    from pinnace.training.networks.layers import conv

    def down(sums, multiplier, shift, low, high):  # type: ignore[no-untyped-def]
        return torch.clamp(torch.floor(sums * multiplier.to(sums.dtype) * 2.0**-shift), low, high)

    monkeypatch.setattr(conv, "requantised", down)
    assert integer.requantised is not down
    mine = np.rint(predict(network, found) * 1024).astype(np.int64)
    assert not np.array_equal(package.predict(texts()).scores, mine)
