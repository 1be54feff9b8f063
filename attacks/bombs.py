"""Tiny files that ask for much time or memory: coded zeros cost nothing to write. What a package may ask for is bounded
by limits (core/src/model.h), and below them pn_measure names the memory before any is given."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import CHANCES, SCORES, bias, features, gram_sum, labels, logistic, package, plan, tensors

LEVELS = tuple(range(64))


def _filled(rows: int, columns: int = 1) -> bytes:
    """All rows under neighbouring keys and of the lowest level, in no coded byte at all."""
    return features(bits=24, rows=rows, columns=columns, levels=LEVELS, coded=b"")


@attack("package.limit")
def sixteen_million_weights() -> bytes:
    """2^20 rows of 16 weights in 200 bytes: 100 million steps of the decoder."""
    return package(tensors=tensors(_filled(1 << 20, 16), bias()))


@attack("package.limit")
def many_small_bombs() -> bytes:
    """64 tensors, each just within the limits: only their sum is not."""
    return package(tensors=tensors(*[_filled(1 << 17)] * 64))


@attack("package.limit")
def many_bitmaps() -> bytes:
    """64 tensors of one row: 3 MB of bitmap and ranks each."""
    return package(tensors=tensors(*[_filled(1)] * 64))


@attack("package.limit")
def million_letters_of_labels() -> bytes:
    """4096 labels that differ in their last bytes only: comparing each with each takes 2 billion steps."""
    return package(labels=labels(*[b"x" * 250 + b"%04d" % i for i in range(4096)]))


@attack("package.limit")
def forty_streams() -> bytes:
    """41 operators for every word of a text: a page that hangs on each key pressed."""
    values = [SCORES, CHANCES, *[(SCORES[0], 1, 12 + 4 * i) for i in range(40)]]
    streams = [gram_sum(words=4, low=1, high=8, out=out) for out in (0, *range(2, 42))]
    return package(plan=plan(values=values, arena=200, ops=[*streams, logistic()]))


def largest() -> bytes:
    """No attack: about the most a package may ask for in time and memory, in under 300 bytes. It is accepted, and the
    tests hold how long that takes and what pn_measure says it needs."""
    ballast = [_filled(1 << 20)] * 3
    return package(tensors=tensors(features(), bias(), *ballast))
