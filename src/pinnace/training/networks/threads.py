"""Networks learn and answer in one thread: sums depend on the number of threads, and so would the bytes of a seed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

THREADS = 1


@contextmanager
def fixed_threads() -> Iterator[None]:
    """Inside, PyTorch uses THREADS; also for speed where a machine is busy, for threads wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        yield
    finally:
        torch.set_num_threads(before)
