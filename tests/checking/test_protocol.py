"""Requests and answers between processes."""

from __future__ import annotations

import numpy as np
import pytest

from pinnace.checking.protocol import Malformed, Request, parse


def numbers(*values: int) -> bytes:
    return np.array(values, "<i4").tobytes()


REQUEST = Request(b"pkg", [b"a", b""], explained=1)


def test_a_request_in_bytes() -> None:
    assert bytes(REQUEST) == b"\3\0\0\0pkg\1\0\0\0\2\0\0\0\1\0\0\0a\0\0\0\0"


def test_answers() -> None:
    found = parse(numbers(0, 1, 2, -5, 30000, 35536, 7, 1, 0, 1, -12, 9, 40000, 25536), REQUEST)
    assert found.error == 0 and found.refusal == ""
    assert found.rows.tolist() == [[-5, 30000, 35536], [9, 40000, 25536]]
    assert [explanation.tolist() for explanation in found.explanations] == [[7, 0, 1, -12]]


def test_a_refusal() -> None:
    assert parse(numbers(5), REQUEST).refusal == "package.checksum"
    assert parse(numbers(99), REQUEST).refusal == "number 99"


@pytest.mark.parametrize(
    "data",
    [b"", b"abc", numbers(0), numbers(0, 1, 2), numbers(0, 1, 2, -5, 1, 2, 7, 9), numbers(0, 0, 0, 0, 0, 1)],
    ids=["nothing", "no number", "no shape", "no answer", "too few words", "too much"],
)
def test_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data, REQUEST)
