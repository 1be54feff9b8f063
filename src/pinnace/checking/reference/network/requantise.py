"""The one rounding of networks: a sum becomes a smaller integer (spec/ops.md, "Requantisation")."""

from __future__ import annotations


def clamp(x: int, largest: int) -> int:
    return min(max(x, -largest), largest)


def requantise(total: int, multiplier: int, shift: int, largest: int, relu: bool = False) -> int:
    """total * multiplier / 2^shift, halves up, within ±largest (relu: not below 0)."""
    y = clamp((total * multiplier + (1 << (shift - 1))) >> shift, largest)
    return max(y, 0) if relu else y
