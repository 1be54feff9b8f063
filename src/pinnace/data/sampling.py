"""A bounded, uniform, repeatable sample of a stream of any length."""

from __future__ import annotations

import heapq
import random
from typing import Generic, TypeVar

T = TypeVar("T")


class Sample(Generic[T]):
    """Keeps the items with the smallest random priorities, as many as fit into ``max_items`` and ``max_bytes``.

    Once an item has been put out, nothing with its priority or a larger one is let in, so what is kept is exactly
    "every item below a threshold": uniform whatever the sizes. A stream that fits is kept whole. Priorities come from
    ``random.Random(seed).random()``, whose sequence Python promises not to change.
    """

    def __init__(self, max_items: int, max_bytes: int, seed: int) -> None:
        self.max_items = max_items
        self.max_bytes = max_bytes
        self.bytes = 0
        self.seen = 0
        self._draw = random.Random(seed).random
        self._ceiling = 1.0
        self._heap: list[tuple[float, int, int, T]] = []  # (-priority, order, bytes, item): largest priority on top

    def admits(self) -> float | None:
        """Draw the next item's priority: None when it cannot get in, so that it need not be prepared at all."""
        self.seen += 1
        priority = self._draw()
        return priority if priority < self._ceiling else None

    def add(self, priority: float, item: T, size: int) -> None:
        """Put in an item of ``size`` bytes with a priority that ``admits`` gave."""
        heapq.heappush(self._heap, (-priority, self.seen, size, item))
        self.bytes += size
        while len(self._heap) > self.max_items or (self.bytes > self.max_bytes and len(self._heap) > 1):
            evicted, _, size, _ = heapq.heappop(self._heap)
            self._ceiling = -evicted
            self.bytes -= size

    def items(self) -> list[T]:
        """The items kept, in the order they came."""
        return [item for _, _, _, item in sorted(self._heap, key=lambda entry: entry[1])]
