"""Slugs."""

from __future__ import annotations

import pytest

from pinnace.shipping.names import slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reviews", "reviews"),
        ("My Reviews (2024)", "my-reviews-2024"),
        ("Crème brûlée", "creme-brulee"),
        ("感想", "model"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 64),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
