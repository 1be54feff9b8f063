"""How fine weights are, and how the rate goes."""

from __future__ import annotations

import numpy as np
import pytest
from picture_files import scene

torch = pytest.importorskip("torch")

from pinnace.runtime.picture import View  # noqa: E402
from pinnace.training.images import fitting  # noqa: E402
from pinnace.training.images.epochs import cycle  # noqa: E402
from pinnace.training.images.integer import whole  # noqa: E402
from pinnace.training.images.network import PictureNetwork  # noqa: E402
from pinnace.training.images.rungs import residual  # noqa: E402

LABELS = ("a", "b", "c")


@pytest.fixture(scope="module")
def network() -> PictureNetwork:
    torch.manual_seed(1)
    made = PictureNetwork(residual(8, 16), 3, View(16, 16))
    made.quantise(fitting.tensor(fitting.numbers(np.stack([np.asarray(scene(i, 16, 16)) for i in range(9)]))))
    for square in made.squares():  # as after training: a package holds equal tensors once
        square.bias.data.normal_()
    return made


def size(network: PictureNetwork) -> int:
    return len(network.plan(LABELS))


def test_the_finest_weights_that_fit(network: PictureNetwork) -> None:
    sizes = {}
    for levels in (127, 31, 15, 7):
        network.coarsen(levels)
        sizes[levels] = size(network)
        assert fitting.estimated_bytes(network) == pytest.approx(sizes[levels], rel=0.06)
    assert sizes[127] > 1.15 * sizes[31] > 1.15 * sizes[15] > 1.15 * sizes[7]
    for budget, expected in ((None, 127), (round(1.1 * sizes[31]), 31), (round(1.1 * sizes[7]), 7), (10, 7)):
        fitting.coarsen(network, (127, 31, 15, 7), budget)
        assert network.stem.levels == expected


def test_the_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [cycle(epoch / 10, 20, 0.4) for epoch in range(200)]
    assert rates[0] == 0.02 and max(rates) == 1.0
    assert rates[20] == rates[119] == 1.0 and rates[121] < 1.0
    assert rates[-1] == pytest.approx(0.1 / 8) and rates[120:] == sorted(rates[120:], reverse=True)


def test_whole_numbers_halves_up_with_gradients_where_nothing_is_cut() -> None:
    x = torch.tensor([-200.0, -1.5, 0.49, 0.5, 126.6, 300.0], requires_grad=True)
    found = whole(x, -127.0, 127.0)
    assert found.tolist() == [-127.0, -1.0, 0.0, 1.0, 127.0, 127.0]
    found.sum().backward()
    assert x.grad.tolist() == [0.0, 1.0, 1.0, 1.0, 1.0, 0.0]
