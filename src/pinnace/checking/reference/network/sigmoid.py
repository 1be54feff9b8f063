"""The logistic function of networks: 2048 numbers in 2^-15, every 1/128 nat from -8 nat on (spec/ops.md, "Sigmoid")."""

from __future__ import annotations

from pinnace.checking.reference.softmax import logistic

TABLE = [(logistic(8 * i)[1] + 1) >> 1 for i in range(-1024, 1024)]


def sigmoid(x: int) -> int:
    """1 / (1 + exp(-x)) in 2^-15, x in 1/1024 nat."""
    return TABLE[min(max((x + 4) >> 3, -1024), 1023) + 1024]


def tanh(x: int) -> int:
    """In 2^-15, x in 1/1024 nat."""
    return 2 * sigmoid(2 * x) - 32768
