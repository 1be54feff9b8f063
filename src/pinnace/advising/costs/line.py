"""A line of a bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Component = Literal["people", "training", "prediction", "bytes", "hardware and energy", "leaving"]
COMPONENTS: tuple[Component, ...] = ("people", "training", "prediction", "bytes", "hardware and energy", "leaving")


@dataclass(frozen=True)
class Line:
    """`usd` (D,) over the horizon; `price` is the id of the price that it comes from, "" where people or power are
    paid."""

    component: Component
    usd: np.ndarray
    price: str = ""
