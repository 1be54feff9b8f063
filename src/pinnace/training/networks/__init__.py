"""Network rungs, in PyTorch (the extra `train`). Modules here import it; `declines` says why they should stay away."""

from __future__ import annotations

import importlib.util

ROWS = 1_000  # labelled texts below which a network learns too little to be worth its minutes
CLASSES = 200  # above, the last layer alone would fill a small package


def declines(rows: int, classes: int) -> str | None:
    """Why no network is tried, or None."""
    if importlib.util.find_spec("torch") is None:
        return 'Networks: not tried; they need PyTorch: pip install "pinnace[train]".'
    if rows < ROWS:
        return f"Networks: not tried; {rows:,} labelled texts are too few, {ROWS:,} or more can teach one."
    if classes > CLASSES:
        return f"Networks: not tried; {classes:,} classes are too many for a small one, {CLASSES:,} at most."
    return None
