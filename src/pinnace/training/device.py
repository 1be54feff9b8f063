"""Where PyTorch trains: on the GPU when there is one.

A seed gives the same bytes on one kind of device and one version of its libraries, not across kinds: sums are rounded
in another order. (PyTorch, "Reproducibility", pytorch.org/docs/stable/notes/randomness.html)
"""

from __future__ import annotations

import os

import torch


def device() -> torch.device:
    """The GPU, told to add up in the same order each time, or the processor."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # read when the first matrices are multiplied
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)
    return torch.device("cuda")
