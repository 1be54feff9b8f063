"""Goldens: raw inputs and their exact answers, replayed on the device (spec/package.md, "Evidence")."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from pinnace.runtime import Package
from pinnace.runtime.text import as_bytes

AWKWARD = [
    "",
    " ",
    "!",
    "don't",
    "3.5 stars, 10/10!!!",
    "Ça m’a plu",
    "не хорошо",
    "とても良い",
    "👍🏽👍",
    "\ufeffZero\u200bwidth",
    "a" * 70,
]


def goldens(package: Package, texts: Sequence[str | bytes]) -> list[dict[str, Any]]:
    """One case per text, and awkward ones: input (base64 of bytes), scores (1/1024 nat), probabilities (1/65536)."""
    cases = [as_bytes(text) for text in [*texts, *AWKWARD]] + [b"\xff\xfe \xc3"]
    answers = package.predict(cases)
    return [
        {
            "input": base64.b64encode(case).decode(),
            "scores": list(answer.raw_scores),
            "probabilities": list(answer.raw_probabilities),
        }
        for case, answer in zip(cases, answers, strict=True)
    ]
