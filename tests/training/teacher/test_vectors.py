"""Vectors of n-grams: the compiled pass does what its description says, and learns what goes together."""

from __future__ import annotations

import ctypes

import numpy as np

from pinnace.training.native import Pass, library
from pinnace.training.teacher.vectors import PUSH_HALF, SHARPNESS, Corpus, Shape, learn, means


def corpus(texts: list[list[int]], kinds: int) -> Corpus:
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    return Corpus(np.concatenate(texts).astype(np.int32), starts, kinds)


def push(cosine: np.ndarray | float) -> np.ndarray | float:
    return 1 / (1 + np.exp(-SHARPNESS * cosine))


def loss(d: np.ndarray, own: np.ndarray, noise: np.ndarray) -> float:
    """Of one text with its n-gram and five times the same noise."""

    def cosine(a: np.ndarray, b: np.ndarray) -> float:
        return float(a @ b / np.sqrt((a @ a) * (b @ b)))

    return float(-np.log(push(cosine(d, own))) - 5 * np.log(push(-cosine(d, noise))))


def test_one_step_follows_the_gradient_of_the_loss() -> None:
    """Against numeric derivatives: n-gram 0 is the text's own, n-gram 1 is all the noise there is."""
    random = np.random.default_rng(0)
    width, rate = 16, 1e-3
    texts = random.standard_normal((1, width)).astype(np.float32)
    vectors = random.standard_normal((2, width)).astype(np.float32)
    before = [row.astype(np.float64) for row in (texts[0], vectors[0], vectors[1])]
    table = push(np.linspace(-1, 1, 2 * PUSH_HALF + 1)).astype(np.float32)
    arrays = {
        "grams": np.zeros(1, np.int32),
        "starts": np.array([0, 1], np.int64),
        "order": np.zeros(1, np.int32),
        "keep": np.array([2**32 - 1, 0], np.uint32),
        "noise": np.ones(2, np.int32),
        "push": table,
        "texts": texts,
        "vectors": vectors,
    }
    pointers = {name: array.ctypes.data for name, array in arrays.items()}
    run = Pass(**pointers, count=1, seed=1, rate=rate, noise_bits=1, push_half=PUSH_HALF, width=width)
    assert library().pv_pass(ctypes.byref(run)) == 0
    for which, after in enumerate((texts[0], vectors[0], vectors[1])):
        for i in range(width):
            ahead, behind = [row.copy() for row in before], [row.copy() for row in before]
            ahead[which][i] += 1e-5
            behind[which][i] -= 1e-5
            slope = (loss(*ahead) - loss(*behind)) / 2e-5
            moved = float(after[i]) - before[which][i]
            assert abs(moved + rate * slope) < 2e-2 * rate * max(1.0, abs(slope)), (which, i)


def test_a_width_without_room_is_refused() -> None:
    for width in (0, 4, 12, 520):
        assert library().pv_pass(ctypes.byref(Pass(width=width))) == 1


def test_words_of_the_same_texts_come_to_point_the_same_way() -> None:
    """Two topics of ten words each: words of a topic are nearer to each other than to the other topic's."""
    random = np.random.default_rng(1)
    texts = [list(random.choice(10, 5, replace=False) + 10 * (i % 2)) for i in range(400)]
    passes = []
    vectors = learn(corpus(texts, 20), np.ones(20), Shape(16, 12), 0, lambda: passes.append(1))
    assert len(passes) == 12
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    near = vectors @ vectors.T
    same = np.kron(np.eye(2), np.ones((10, 10))) > 0
    assert near[same].mean() > near[~same].mean() + 0.3


def test_the_same_seed_gives_the_same_vectors_and_another_gives_others() -> None:
    random = np.random.default_rng(2)
    some = corpus([list(random.choice(50, 8, replace=False)) for _ in range(100)], 50)
    keep = np.full(50, 0.5)
    first, again, other = (learn(some, keep, Shape(16, 3), seed, lambda: None) for seed in (0, 0, 1))
    assert (first == again).all() and (first != other).any()


def test_means_are_unit_sums_and_a_text_of_nothing_is_nothing() -> None:
    random = np.random.default_rng(3)
    weighted = random.standard_normal((30, 24)).astype(np.float32)
    texts = [[1, 2, 3], [], [29], list(range(30))]
    got = means(corpus(texts, 30), weighted)
    for text, row in zip(texts, got, strict=True):
        total = weighted[text].sum(0)
        assert np.allclose(row, total / max(np.linalg.norm(total), 1e-9), atol=1e-5)
