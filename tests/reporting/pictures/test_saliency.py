"""What is lit is what the answer hangs on."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.packaging.network import Network
from pinnace.packaging.numbers import INT32
from pinnace.reporting.pictures.saliency import lit, places, saliency
from pinnace.runtime import Package
from pinnace.runtime.picture import View

ZERO = np.zeros(1, int)


def corner() -> Package:
    """16 x 16 pixels, of which the nine in the upper left corner decide: the brighter, the more "bright"."""
    plan = Network(("dark", "bright"))
    x = plan.picture(View(16, 16))
    scale = {"bias": ZERO, "scale": np.ones(1, int), "shift": 5}
    x = plan.conv2d(x, 16, np.ones((1, 48), int), size=4, stride=4, **scale)
    x = plan.conv2d(x, 4, np.ones((1, 1), int), size=1, stride=4, **{**scale, "scale": np.array([32])})
    x = plan.pool(x, "mean")
    return Package(plan.package(plan.conv(x, np.array([[100]]), ZERO, np.ones(1, int), shift=1, kind=INT32)))


@pytest.mark.parametrize("side", [1, 3, 8, 32, 33, 64])
def test_the_square_goes_over_all_of_it(side: int) -> None:
    covered = np.zeros(side, int)
    for begin, end in places(side):
        assert 0 <= begin < end <= side
        covered[begin:end] += 1
    assert covered.min() >= 1


def test_only_the_corner_that_decides_is_lit() -> None:
    seen = np.full((16, 16, 3), 250, np.uint8)
    heat = saliency(corner(), seen, 1)
    assert heat.max() == 1.0 and heat[:3, :3].min() > 0.1
    assert heat[6:, :].max() == heat[:, 6:].max() == 0.0
    assert saliency(corner(), seen, 0).max() == 0.0  # covering what is bright never speaks against "dark"
    shown = lit(seen, heat)
    assert shown[0, 0].min() > 200 and (shown[12, 12] == 75).all()
