"""Which pictures look alike: the same photo saved again, smaller, or as another format.

Two steps. A difference hash (N. Krawetz, "Kind of Like That", hackerfactor.com, 2013) finds candidates: 64 bits, each
whether a cell of a 9 x 8 picture is brighter than its neighbour. Those whose hashes differ in few bits are then
compared as the network sees them: hashes of flat pictures meet by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
BITS = 3  # in which hashes of equal pictures may differ; fewer than the bands, so that one band is equal
BANDS = 4
LEVELS = 5.0  # mean difference of equal pictures, of 255
NEIGHBOURS = 40  # candidates of a picture within a band: many pictures on white have equal bands


def units(seen: NDArray[np.uint8]) -> Index:
    """(n,) for each picture of ``seen`` (n, h, w, 3) the first one that it looks like, directly or through others."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(seen)
    if n == 0:
        return np.zeros(0, np.int64)
    pairs = np.array([pair for pair in candidates(hashes(seen)) if same(seen, *pair)], np.int64).reshape(-1, 2)
    edges = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, component = connected_components(edges, directed=False)
    first = np.full(int(component.max()) + 1, n, np.int64)
    np.minimum.at(first, component, np.arange(n))
    return first[component]


def hashes(seen: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """(n,) difference hashes."""
    grey = cells(seen) @ np.array([0.299, 0.587, 0.114], np.float32)
    brighter = (grey[:, :, 1:] > grey[:, :, :-1]).reshape(len(seen), 64)
    return np.packbits(brighter, axis=1).view(">u8").ravel().astype(np.uint64)


def cells(seen: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, 8, 9, 3) means of about equal parts of (n, h, w, 3)."""
    rows, columns = edges(seen.shape[1], 8), edges(seen.shape[2], 9)
    by_row = np.stack([seen[:, a:b].mean(1, dtype=np.float32) for a, b in rows], axis=1)
    return np.stack([by_row[:, :, a:b].mean(2) for a, b in columns], axis=2)


def edges(n: int, parts: int) -> list[tuple[int, int]]:
    return [(i * n // parts, max((i + 1) * n // parts, i * n // parts + 1)) for i in range(parts)]


def candidates(found: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs (i, j), i < j, whose hashes differ in at most BITS bits."""
    values = found.tolist()
    told: set[tuple[int, int]] = set()
    for band in range(BANDS):
        shelf: defaultdict[int, list[int]] = defaultdict(list)
        for i, value in enumerate(values):
            shelf[value >> 16 * band & 0xFFFF].append(i)
        for members in shelf.values():
            members.sort(key=lambda i: (values[i], i))
            for at, i in enumerate(members):
                for j in members[at + 1 : at + 1 + NEIGHBOURS]:
                    pair = (min(i, j), max(i, j))
                    if pair not in told and (values[i] ^ values[j]).bit_count() <= BITS:
                        told.add(pair)
                        yield pair


def same(seen: NDArray[np.uint8], i: int, j: int) -> bool:
    return bool(np.abs(seen[i].astype(np.int16) - seen[j]).mean() <= LEVELS)
