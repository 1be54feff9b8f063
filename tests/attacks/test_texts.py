"""Hostile texts: an answer in linear time, the same however the text arrives."""

from __future__ import annotations

import time

import pytest

from attacks import good, texts
from pinnace.runtime import Package

SIZE = 1 << 19
NAMES = list(texts.hostile(1))
PACKAGES = {name: Package(data) for name, data in good.packages().items() if name in ("long-words", "both")}


def _nanoseconds_per_byte(package: Package, text: bytes) -> float:
    """Of processor time, the best of three: the machine may be busy with something else."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time_ns()
        package.predict(text)
        best = min(best, time.process_time_ns() - start)
    return best / len(text)


@pytest.fixture(scope="module", params=list(PACKAGES))
def case(request: pytest.FixtureRequest) -> tuple[Package, float]:
    """A package, and what a byte of English takes it."""
    package = PACKAGES[request.param]
    return package, _nanoseconds_per_byte(package, texts.plain(SIZE))


@pytest.mark.parametrize("name", NAMES)
def test_at_most_thirty_times_slower_than_english(case: tuple[Package, float], name: str) -> None:
    package, english = case
    assert _nanoseconds_per_byte(package, texts.hostile(SIZE)[name]) < 30 * max(english, 1)


@pytest.mark.parametrize("name", NAMES)
def test_time_grows_with_the_length_and_no_faster(name: str) -> None:
    package = PACKAGES["both"]
    short, long = (_nanoseconds_per_byte(package, texts.hostile(size)[name]) for size in (SIZE // 16, SIZE))
    assert long < 4 * short + 2


def test_sixteen_megabytes_in_one_word() -> None:
    answer = PACKAGES["both"].predict(b"a" * (16 << 20))
    assert sum(answer.raw_probabilities) == 65536


@pytest.mark.parametrize("name", NAMES)
def test_explanations_add_up(name: str) -> None:
    text = texts.hostile(5000)[name]
    for package in PACKAGES.values():
        assert package.explain(text, package.labels[1]).raw_score == package.predict(text).raw_scores[0]
