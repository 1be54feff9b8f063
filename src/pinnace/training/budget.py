"""How many features fit into a number of bytes: cut, measure the package, correct."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pinnace.errors import PinnaceError
from pinnace.packaging.writer import coded_size
from pinnace.training.coded import estimated_size
from pinnace.training.model import SparseLinear

Made = TypeVar("Made")
TRIES = 6


def guess(limit: int, available: int, columns: int) -> int:
    """About how many of the available features fit into `limit` bytes."""
    return max(1, min(available, int((limit - 90) * 8 / (8.0 + 1.6 * (columns + 1)))))


def fill(
    limit: int,
    available: int,
    make: Callable[[int], Made],
    packaged: Callable[[Made], SparseLinear],
    *,
    start: int,
    waste: float,
    exact: bool,
) -> tuple[Made, int, int]:
    """The largest model found within `limit` bytes: (model, bytes, features).

    make: features -> model; packaged: model -> its integers. `available` features exist and `start` is tried first;
    stops within `waste` (a share) of the limit. The search goes by estimated sizes; with `exact` the bytes are counted
    at its end, and never above the limit. Raises PinnaceError("usage.size") when not even one feature fits.
    """
    best: tuple[Made, int, int] | None = None
    low, high = 0, available + 1  # low fits, high does not
    kept = max(1, min(available, start))
    for _ in range(TRIES):
        made = make(kept)
        size = estimated_size(packaged(made))
        if size <= limit:
            low = kept
            if best is None or size > best[1]:
                best = (made, size, kept)
            if kept == available or size >= limit * (1 - waste):
                break
        else:
            high = kept
        per_feature = max(size - 90, 1) / kept
        aim = kept + int((limit * (1 - waste / 3) - size) / per_feature)
        kept = min(max(aim, low + 1), high - 1)
        if kept <= low:
            break
    made, estimate, kept = best or (make(1), limit, 1)
    if best and not exact:
        return made, estimate, kept
    while (size := coded_size(packaged(made))) > limit:
        if kept == 1:
            raise PinnaceError(
                "usage.size",
                what=f"no model fits into {limit:,} bytes: the smallest takes {size:,}",
                hint="give a larger --max-size",
            )
        kept = max(1, min(kept - 1, int(kept * limit / size * 0.999)))
        made = make(kept)
    return made, size, kept
