"""Sizes as people write them."""

from __future__ import annotations

import pytest

from pinnace.cli import sizes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16.5KB", 16_500),
        ("100k", 100_000),
        ("1MB", 1_000_000),
        ("64KiB", 65_536),
        ("900", 900),
        (" 8.7 kb ", 8_700),
        (".5MB", 500_000),
    ],
)
def test_parse(text: str, expected: int) -> None:
    assert sizes.parse(text) == expected


@pytest.mark.parametrize("text", ["", "big", "-5KB", "0", "0.1", "5 GBs", "1e6", "12 12"])
def test_refuses_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size"):
        sizes.parse(text)


@pytest.mark.parametrize(("size", "expected"), [(999, "999 bytes"), (16_500, "16.5 KB"), (1_250_000, "1.25 MB")])
def test_show(size: int, expected: str) -> None:
    assert sizes.show(size) == expected
