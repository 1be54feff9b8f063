"""L-BFGS finds the least point of a badly scaled bowl."""

from __future__ import annotations

import numpy as np

from pinnace.training.minimise import Vector, minimise


def test_a_bowl_of_unequal_axes() -> None:
    scale = np.linspace(1.0, 100.0, 50).astype(np.float32)
    target = np.arange(50, dtype=np.float32)

    def bowl(point: Vector) -> tuple[float, Vector]:
        away = point - target
        return float((scale * away**2).sum()), 2 * scale * away

    found = minimise(bowl, np.zeros(50, np.float32), iterations=200, tolerance=1e-12)
    np.testing.assert_allclose(found, target, atol=0.01)


def test_no_iterations_stay_at_the_start() -> None:
    start = np.ones(3, np.float32)
    np.testing.assert_array_equal(minimise(lambda point: (float(point @ point), 2 * point), start, iterations=0), start)
