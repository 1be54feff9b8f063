"""Counting instructions: what callgrind says, what may grow, and that the packages are what they are everywhere."""

from __future__ import annotations

import hashlib

import pytest

from bench.core import _packages, everywhere, instructions
from pinnace.checking import reference


def test_no_count_is_no_answer() -> None:
    assert instructions.count("==1== Collected : 8419095\n==1==\n") == 8_419_095
    with pytest.raises(ValueError, match="counted nothing"):
        instructions.count("==1== Collected : 0\n")


def test_growth_of_more_than_a_twentieth_is_named() -> None:
    before = {"linear": 1000, "network": 1000, "gone": 1}
    assert instructions.grown(before, {"linear": 1050, "network": 1051, "new": 5}) == ["network: 1,000 → 1,051 (+5.1%)"]


def test_the_flags_are_those_of_the_builds() -> None:
    assert "-O3" in instructions.flags("host") and "-Os" in instructions.flags("android")
    assert "-DPN_SMALL" in instructions.flags("android") and "-ffreestanding" in instructions.flags("host")
    assert "-DPN_DEVICE" not in instructions.flags("android")  # it would leave out how instructions are chosen


@pytest.mark.parametrize("make", [_packages.linear, _packages.network, _packages.picture])
def test_packages_are_the_same_each_time(make) -> None:  # type: ignore[no-untyped-def]
    assert hashlib.sha256(make()).digest() == hashlib.sha256(make()).digest()
    assert tuple(reference.parse(make()).labels) == _packages.LABELS


def test_everywhere_leaves_out_only_the_slow_reference() -> None:
    assert set(everywhere.RUNTIMES) >= {"python", "arm64-qemu", "jvm", "swift-linux", "node", "chromium"}
