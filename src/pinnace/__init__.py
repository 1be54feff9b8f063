"""Pinnace trains a small model on your data and ships it as one file that answers the same, bit for bit, everywhere.

    import pinnace

    outcome = pinnace.train("reviews.csv", out="run", max_size=16_500)
    package = pinnace.Package.load(outcome.package)
    package.predict("Not bad at all!").label
    package.explain("Not bad at all!").strongest()

Importing this imports no numerical library: that happens when a name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinnace.errors import PinnaceError

if TYPE_CHECKING:
    from pinnace.runtime import Package
    from pinnace.shipping import ShipOutcome, ship
    from pinnace.training.train import TrainOutcome, train

__all__ = ["Package", "PinnaceError", "ShipOutcome", "TrainOutcome", "ship", "train"]

HOMES = {
    "Package": "pinnace.runtime",
    "ShipOutcome": "pinnace.shipping",
    "TrainOutcome": "pinnace.training.train",
    "ship": "pinnace.shipping",
    "train": "pinnace.training.train",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'pinnace' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(HOMES[name]), name)
