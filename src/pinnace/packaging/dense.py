"""The weights of networks: small integers, entropy coded (spec/package.md, "Dense")."""

from __future__ import annotations

import numpy as np

from pinnace.packaging.numbers import DENSE, varint
from pinnace.packaging.range_encoder import Encoder, Number

LARGEST = 127


def encode(weights: np.ndarray) -> bytes:
    """The tensor's bytes after its id: weights (rows, columns) within ±127."""
    encoder, contexts = Encoder(), [Number() for _ in range(3)]
    before = 0
    for weight in np.asarray(weights, int).ravel().tolist():
        contexts[neighbourhood(before)].encode(encoder, abs(weight))
        if weight:
            encoder.even(weight < 0)
        before = abs(weight)
    payload = encoder.finish()
    rows, columns = weights.shape
    return bytes([DENSE]) + varint(rows) + varint(columns) + varint(len(payload)) + payload


def neighbourhood(magnitude: int) -> int:
    """Which contexts come after a weight of this magnitude: zeros and large weights keep company."""
    return 0 if magnitude == 0 else 1 if magnitude < 16 else 2
