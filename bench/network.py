"""The peers' text CNN as a package of ours: 20,000 words x 100, a convolution over 5 words to 64 channels, the maximum,
one score; random weights, for only its speed and size are told. And texts of exactly 256 words for all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from bench.machine import ROOT
from pinnace.packaging import Network, saving
from pinnace.packaging.numbers import INT32
from pinnace.runtime.text import ngrams

WIDTH, CHANNELS, TAPS, LENGTH = 100, 64, 5, 256
BITS, MULTIPLIER = 20, 0x9E3779B1
WORD = re.compile(r"[a-z']+")


KEPT = ROOT / "run" / "text_cnn.pinnace"


def package(vocabulary: Sequence[str]) -> bytes:
    """The package, kept for the next benchmark: coding two million numbers takes Python half a minute."""
    if not KEPT.exists():
        saving.save(KEPT, _package(vocabulary))
    return KEPT.read_bytes()


def _package(vocabulary: Sequence[str]) -> bytes:
    """The shipped bytes. Words lie under their hashes, a few share one; 64 levels are what a table of ours can have."""
    random, keys = np.random.default_rng(0), _keys(vocabulary)
    codes = np.clip(np.round(random.normal(31.5, 13, (len(keys), WIDTH))), 0, 63).astype(np.uint8)
    plan = Network(("negative", "positive"))
    table = plan.sparse_rows(BITS, keys, codes, np.arange(-32, 32) * 2)
    x = plan.embed(table, head=LENGTH, multiplier=MULTIPLIER)
    bias = random.integers(-1000, 1000, CHANNELS)
    y = plan.conv(x, _weights(random, CHANNELS, TAPS * WIDTH), bias, np.array([3000]), width=TAPS, relu=True, shift=24)
    scores = plan.conv(
        plan.pool(y, "max"), _weights(random, 1, CHANNELS), np.array([10]), np.array([1000]), shift=10, kind=INT32
    )
    return plan.package(scores)


def reading(vocabulary: Sequence[str]) -> bytes:
    """A package that reads the same words and finds the same keys, and adds up one number for each instead."""
    keys = _keys(vocabulary)
    plan = Network(("negative", "positive"))
    table = plan.sparse_rows(BITS, keys, np.arange(len(keys))[:, None] % 2, np.array([-1, 1]))
    return plan.package(plan.gram_sum(table, np.zeros(1, int), words=1, multiplier=MULTIPLIER))


def _keys(vocabulary: Sequence[str]) -> np.ndarray:
    """(K,) ascending: words lie under their hashes, and a few share one."""
    words = ngrams([word.encode() for word in vocabulary], words=1).ids.astype(np.uint64)
    return np.unique((words * MULTIPLIER & 0xFFFFFFFF) >> (32 - BITS))


def texts(source: Sequence[str], count: int) -> list[str]:
    """The first 256 words of texts that have them, small letters, nothing else between them."""
    found = []
    for text in source:
        words = WORD.findall(text.lower())
        if len(words) >= LENGTH and len(found) < count:
            found.append(" ".join(words[:LENGTH]))
    return found


def _weights(random: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return np.clip(np.round(random.normal(0, 30, (rows, columns))), -127, 127).astype(int)
