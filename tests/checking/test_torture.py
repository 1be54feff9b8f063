"""The torture list is what it says, and stays what it is."""

from __future__ import annotations

import hashlib
import unicodedata

from pinnace.checking import torture

CASES = torture.cases() | torture.large()


def test_there_are_many() -> None:
    assert len(CASES) >= 300
    assert len(set(CASES.values())) > 0.99 * len(CASES)


def test_the_same_everywhere() -> None:
    """A changed list is meant: give it the new hash."""
    digest = hashlib.sha256()
    for name, text in torture.cases().items():
        digest.update(name.encode() + b"\0" + text + b"\0")
    assert digest.hexdigest()[:16] == "42f23a12d3fcf6fb"


def test_every_kind_is_there() -> None:
    whole = b"\n".join(CASES.values())
    text = whole.decode("utf-8", "replace")
    categories = {unicodedata.category(character) for character in set(text)}
    assert {
        "Lu",
        "Ll",
        "Lo",
        "Mn",
        "Mc",
        "Me",
        "Nd",
        "Nl",
        "No",
        "Cf",
        "Cc",
        "Co",
        "So",
        "Sk",
        "Zs",
        "Cn",
    } <= categories
    assert sum(not valid(data) for data in CASES.values()) > 100
    assert set(map(unicodedata.bidirectional, set(text))) >= {
        "R",
        "AL",
        "RLO",
        "RLI",
        "AN",
    }
    assert {0, 1} < {len(data) for data in CASES.values()}
    assert max(len(data) for data in CASES.values()) == 1_000_000
    assert unicodedata.normalize("NFC", text) != text != unicodedata.normalize("NFD", text)


def valid(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
