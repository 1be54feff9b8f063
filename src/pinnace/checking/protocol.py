"""How a runtime in another process is asked, and how it answers: little-endian 32-bit numbers, raw bytes between them.

    request:  length, package · explained · n · n times: length, text
    answers:  error, and if that is 0: D · C · n times: D scores, C probabilities,
              and for the first `explained` of them: bias, w, w times: begin, end, contribution

Answer i is explained for score i mod D. core/runner/runner.c and web/replay.js speak the same.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pinnace.core_errors import CORE_ERRORS


@dataclass(frozen=True)
class Request:
    """Raw inputs for one package; the first ``explained`` of them shall be explained as well."""

    package: bytes
    inputs: Sequence[bytes]
    explained: int = 0

    def __bytes__(self) -> bytes:
        parts = [
            struct.pack("<I", len(self.package)),
            self.package,
            struct.pack("<II", self.explained, len(self.inputs)),
        ]
        for text in self.inputs:
            parts += [struct.pack("<I", len(text)), text]
        return b"".join(parts)


@dataclass(frozen=True)
class Answers:
    """What a runtime answered; nothing but ``error`` when it refused the package."""

    error: int  # the core's number
    rows: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.int32))  # (n, D + C) int32
    explanations: list[np.ndarray] = field(default_factory=list)  # each (1 + 3 w,) int32: bias, then the words

    @property
    def refusal(self) -> str:
        """The code of the refusal, "" when the package was opened."""
        return CORE_ERRORS[self.error][0] if self.error in CORE_ERRORS else f"number {self.error}" if self.error else ""


class Malformed(Exception):
    """A runtime's answer does not fit the request."""


def parse(data: bytes, request: Request) -> Answers:
    """Raises Malformed when there are too few numbers, or too many."""
    if len(data) < 4 or len(data) % 4:
        raise Malformed(f"answered {len(data)} bytes")
    numbers = np.frombuffer(data, "<i4")
    if numbers[0]:
        return Answers(int(numbers[0]))
    if len(numbers) < 3:
        raise Malformed("answered no shape")
    n, columns, at = len(request.inputs), int(numbers[1] + numbers[2]), 3
    rows = np.zeros((n, columns), np.int32)
    explanations = []
    for i in range(n):
        rows[i] = _take(numbers, at, columns)
        at += columns
        if i < request.explained:
            bias, words = _take(numbers, at, 2)
            explanations.append(np.append(bias, _take(numbers, at + 2, 3 * int(words))).astype(np.int32))
            at += 2 + 3 * int(words)
    if at != len(numbers):
        raise Malformed(f"answered {len(numbers)} numbers where {at} were due")
    return Answers(0, rows, explanations)


def _take(numbers: np.ndarray, at: int, count: int) -> np.ndarray:
    if at + count > len(numbers):
        raise Malformed(f"stopped after {len(numbers)} numbers")
    return numbers[at : at + count]
