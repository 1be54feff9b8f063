"""Where the values of a plan lie: those that are never needed at the same time share bytes.

The largest first, each at the lowest place that is free while it is needed: "greedy by size" of Y. Pisarchyk and
J. Lee, "Efficient memory management for deep neural net inference" (2020).
"""

from __future__ import annotations

from collections.abc import Sequence

ALIGNMENT = 8  # of values: more than the format asks for, and good for vector instructions


def apart(sizes: Sequence[int]) -> tuple[int, list[int]]:
    """(bytes in all, where each value begins), one behind the other."""
    places, end = [], 0
    for size in sizes:
        places.append(end)
        end += aligned(size)
    return end, places


def shared(sizes: Sequence[int], needed: Sequence[range]) -> tuple[int, list[int]]:
    """The same for values of so many bytes that are ``needed`` from one operator up to, not including, another."""
    places: dict[int, int] = {}
    for value in sorted(range(len(sizes)), key=lambda i: (-sizes[i], i)):
        at = 0
        for other in sorted(places, key=lambda i: (places[i], i)):
            begin, end = places[other], places[other] + aligned(sizes[other])
            if together(needed[value], needed[other]) and begin < at + aligned(sizes[value]) and at < end:
                at = end
        places[value] = at
    found = [places[i] for i in range(len(sizes))]
    return max(at + aligned(size) for at, size in zip(found, sizes, strict=True)), found


def together(a: range, b: range) -> bool:
    return a.start < b.stop and b.start < a.stop


def aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
