"""Limited-memory BFGS, written out so that the same data gives the same bytes whatever the number of threads.

Liu & Nocedal, "On the limited memory BFGS method for large scale optimization" (1989); two-loop recursion as in Nocedal
& Wright, "Numerical Optimization", algorithm 7.4. (scipy's calls BLAS, whose sums depend on how many threads
share them.)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
ROW = 1024
MEMORY = 8  # pairs of steps and gradient changes kept
ENOUGH = 1e-4  # Armijo: the share of the promised decrease that a step must bring


def minimise(
    function: Callable[[Vector], tuple[float, Vector]], start: Vector, *, iterations: int, tolerance: float = 1e-6
) -> Vector:
    """The point reached after at most `iterations` steps, or when a step gains less than `tolerance` of the value.

    function: point (m,) -> (value, gradient (m,)); smooth and convex.
    """
    point = start
    value, gradient = function(point)
    steps: list[tuple[Vector, Vector, float]] = []
    for iteration in range(iterations):
        direction = _direction(gradient, steps)
        slope = _dot(direction, gradient)
        if slope >= 0.0:
            break
        length = 1.0 if iteration else min(1.0, 1.0 / max(float(np.abs(gradient).sum(dtype=np.float64)), 1e-12))
        for _ in range(20):
            candidate = point + np.float32(length) * direction
            new_value, new_gradient = function(candidate)
            if new_value <= value + ENOUGH * length * slope:
                break
            length *= 0.5
        else:
            break
        step, change = candidate - point, new_gradient - gradient
        curvature = _dot(step, change)
        if curvature > 1e-12:
            steps = [*steps[1 - MEMORY :], (step, change, curvature)]
        gained = value - new_value
        point, value, gradient = candidate, new_value, new_gradient
        if gained < tolerance * max(abs(value), 1e-6):
            break
    return point


def _direction(gradient: Vector, steps: list[tuple[Vector, Vector, float]]) -> Vector:
    """Minus the approximate inverse Hessian times the gradient."""
    direction = -gradient
    shares = []
    for step, change, curvature in reversed(steps):
        share = _dot(step, direction) / curvature
        direction -= np.float32(share) * change
        shares.append(share)
    if steps:
        _, change, curvature = steps[-1]
        direction *= np.float32(curvature / _dot(change, change))
    for (step, change, curvature), share in zip(steps, reversed(shares), strict=True):
        direction += np.float32(share - _dot(change, direction) / curvature) * step
    return direction


def _dot(a: Vector, b: Vector) -> float:
    """In float32 by rows of ROW, then in float64: NumPy's own loops, never BLAS."""
    whole = len(a) // ROW * ROW
    rows = np.einsum("ij,ij->i", a[:whole].reshape(-1, ROW), b[:whole].reshape(-1, ROW))
    return float(rows.sum(dtype=np.float64)) + float(np.einsum("i,i->", a[whole:], b[whole:]))
