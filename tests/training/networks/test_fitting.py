"""When learning stops: after the epoch that does best on rows held back, in real numbers and again in integers."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.training.networks import fitting  # noqa: E402
from pinnace.training.networks.fitting import Fitted, fit, mean_loss  # noqa: E402
from pinnace.training.networks.keys import Reading, choose  # noqa: E402
from pinnace.training.networks.lessons import Lessons, lessons  # noqa: E402
from pinnace.training.networks.network import Network, predict  # noqa: E402
from pinnace.training.networks.reading import read  # noqa: E402
from pinnace.training.networks.recipe import Shape  # noqa: E402
from pinnace.training.networks.shapes import build  # noqa: E402

READING = Reading(12, 0)
SHAPE = Shape("conv", 4, 4, 32, READING)
WORDS = np.array(["good", "bad", *(f"word{i}" for i in range(30))])


def opinions(rows: int, seed: int) -> tuple[list[str], np.ndarray]:
    """Which of two words there is says the class, nine times out of ten."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, rows)
    said = np.where(random.random(rows) < 0.9, labels, 1 - labels)
    return [" ".join([*random.choice(WORDS[2:], 6), WORDS[1 - one]]) for one in said], labels


@pytest.fixture(scope="module")
def taught() -> tuple[Network, Lessons, Lessons]:
    """An untrained network, what it learns from, and rows held back."""
    torch.manual_seed(0)
    texts, labels = opinions(300, 0)
    others, theirs = opinions(200, 1)
    keys = choose(read(texts, READING), READING, 32, bits=12)
    network = build(SHAPE, keys, 1)
    return (
        network,
        lessons(read(texts, READING), keys, labels[:, None].astype(float), np.ones(300)),
        lessons(read(others, READING), keys, theirs[:, None].astype(float), np.ones(200)),
    )


def fitted(taught: tuple[Network, Lessons, Lessons], **more: object) -> Fitted:
    network, learned, held = taught
    again = build(SHAPE, network.embed.keys, 1)
    again.load_state_dict(network.state_dict())
    return fit(again, learned, held if "stop" not in more else None, seed=3, **more)  # type: ignore[arg-type]


def test_the_best_epoch_counts(taught: tuple[Network, Lessons, Lessons]) -> None:
    found = fitted(taught, integer_epochs=0)
    losses = [epoch.validation_loss for epoch in found.curve]
    assert losses[found.epochs - 1] == min(losses)
    assert mean_loss(predict(found.real, taught[2]), taught[2]) == pytest.approx(min(losses), abs=1e-6)


def test_so_many_epochs_later_give_the_same_network(taught: tuple[Network, Lessons, Lessons]) -> None:
    """At the same rates: the last training, on every row, goes the way that the split run found good."""
    found = fitted(taught, integer_epochs=0)
    again = fitted(taught, stop=(found.epochs, 0))
    pairs = zip(found.real.state_dict().values(), again.real.state_dict().values(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)


def test_learning_on_in_integers_goes_as_far_as_it_helps_but_never_by_rounding_alone(
    taught: tuple[Network, Lessons, Lessons], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, integers = fitting._epoch, 0

    def harmful(network: Network, *more) -> tuple[float, float]:  # type: ignore[no-untyped-def]
        nonlocal integers
        integers += network.quantised
        if integers > 1:
            with torch.no_grad():
                network.scores.weight.neg_()
        return honest(network, *more) if integers < 2 else (0.0, 0.0)

    monkeypatch.setattr(fitting, "_epoch", harmful)
    found = fitted(taught)
    assert [epoch.integers for epoch in found.curve[-2:]] == [True, True]
    assert found.integer_epochs == 1
    losses = [epoch.validation_loss for epoch in found.curve[-2:]]
    assert mean_loss(predict(found.network, taught[2]), taught[2]) == pytest.approx(losses[0], abs=1e-6)
    right = (predict(found.network, taught[2])[:, 0] > 0) == (taught[2].targets[:, 0] > 0.5)
    assert right.mean() > 0.8
