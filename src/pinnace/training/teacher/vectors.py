"""Vectors of n-grams, learnt from texts alone: a text's vector must tell its own n-grams from others by their cosine.

Thongtan & Phienthrakul, "Sentiment classification using document embeddings trained with cosine similarity" (ACL 2019
student workshop), with n-grams skipped by how little they say of the classes: Arefyev & Voronov, "The document vectors
using cosine similarity revisited" (2022). The texts' own vectors are thrown away: every text, known or new, is the mean
of the unit vectors of its n-grams, so that a teacher answers for texts that it was not trained with.

Loss of a text d with n-gram g and noise n: -log s(6 cos(d, g)) - sum log s(-6 cos(d, n)).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from pinnace.training.native import Pass, library

SHARPNESS = 6.0  # of the cosine; also in native.c
NOISE_BITS = 18
NOISE_POWER = 0.75
PUSH_HALF = 2048
FIRST_RATE, LAST_RATE = 0.004, 0.0003
LINE = 16  # floats in a line of the cache
AT_ONCE = 2_000  # texts in one call of the library: about a second, so that Ctrl-C is heard


@dataclass(frozen=True)
class Shape:
    """How much to learn: numbers per vector, passes over the texts."""

    width: int = 192
    passes: int = 14


@dataclass(frozen=True)
class Corpus:
    """Texts as numbers of known n-grams: those of text t are grams[starts[t]:starts[t + 1]], int32 below `kinds`."""

    grams: NDArray[np.int32]
    starts: NDArray[np.int64]
    kinds: int

    def __len__(self) -> int:
        return len(self.starts) - 1


def learn(
    corpus: Corpus, keep: NDArray[np.float64], shape: Shape, seed: int, advance: Callable[[], None]
) -> NDArray[np.float32]:
    """(kinds, width) vectors of the n-grams, of length 1. keep (kinds,) chance that an occurrence is looked at.

    One thread and its own random numbers: the same input gives the same vectors on one machine (elsewhere sums may be
    rounded otherwise). `advance` is called after each pass.
    """
    random = np.random.default_rng([seed, 0xD0C5])
    deviation = np.float32(0.3 / np.sqrt(shape.width))
    texts, vectors = _aligned(len(corpus), shape.width), _aligned(corpus.kinds, shape.width)
    for part in (texts, vectors):
        random.standard_normal(out=part, dtype=np.float32)
        part *= deviation
    threshold = np.minimum(keep * 2.0**32, 2.0**32 - 1).astype(np.uint32)
    noise = _noise(corpus, keep, random)
    push = expit(SHARPNESS * np.linspace(-1.0, 1.0, 2 * PUSH_HALF + 1)).astype(np.float32)
    calls = shape.passes * -(-len(corpus) // AT_ONCE)
    done = 0
    for number in range(shape.passes):
        order = random.permutation(len(corpus)).astype(np.int32)
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            run = Pass(
                grams=corpus.grams.ctypes.data,
                starts=corpus.starts.ctypes.data,
                order=some.ctypes.data,
                count=len(some),
                keep=threshold.ctypes.data,
                noise=noise.ctypes.data,
                push=push.ctypes.data,
                texts=texts.ctypes.data,
                vectors=vectors.ctypes.data,
                seed=(seed << 16) + number,
                rate=FIRST_RATE + (LAST_RATE - FIRST_RATE) * done / calls,
                noise_bits=NOISE_BITS,
                push_half=PUSH_HALF,
                width=shape.width,
            )
            if library().pv_pass(ctypes.byref(run)):
                raise ValueError(f"native.c has no room for {shape}")
            done += 1
        advance()
    vectors /= np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None] + np.float32(1e-12)
    return vectors


def _aligned(rows: int, width: int) -> NDArray[np.float32]:
    """(rows, width) that begins a line of the cache: NumPy's own do not, and half of all loads would touch two."""
    room = np.empty(rows * width + LINE, np.float32)
    return room[-room.ctypes.data // 4 % LINE :][: rows * width].reshape(rows, width)


def _noise(corpus: Corpus, keep: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.int32]:
    """(2^NOISE_BITS,) n-grams, each about as often as it is to be drawn."""
    mass = (np.bincount(corpus.grams, minlength=corpus.kinds) * keep) ** NOISE_POWER
    ends = np.cumsum(mass)
    at = (np.arange(1 << NOISE_BITS) + random.random(1 << NOISE_BITS)) / (1 << NOISE_BITS) * ends[-1]
    return np.minimum(np.searchsorted(ends, at, side="right"), corpus.kinds - 1).astype(np.int32)


def means(corpus: Corpus, weighted: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, width) unit vectors in the direction of the sum of `weighted` (kinds, width) over each text's n-grams."""
    out = np.empty((len(corpus), weighted.shape[1]), np.float32)
    if library().pv_sums(
        corpus.grams.ctypes.data,
        corpus.starts.ctypes.data,
        len(corpus),
        weighted.ctypes.data,
        weighted.shape[1],
        out.ctypes.data,
    ):
        raise ValueError(f"native.c has no room for vectors of {weighted.shape[1]}")
    out /= np.sqrt(np.einsum("ij,ij->i", out, out))[:, None] + np.float32(1e-12)
    return out
