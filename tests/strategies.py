"""Texts for property tests: random bytes, random code points, and words that tempt the fast path to be wrong."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "hello",
    "World",
    "it's",
    "a",
    "I",
    "1.5",
    "3,000",
    "don’t",
    "…",
    "...",
    "!?!",
    "-",
    "'",
    ".",
    ",",
    "a'",
    "'a",
]
PIECES += ["9.", ".9", "é", "が", "漢", "ー", "가", "👍🏽", "ﬁ", "ŉ", "½", "İ", "ß", "٣", "ก็", "क़", "\u0301", "e\u0301"]
PIECES += ["x" * 15, "x" * 16, "x" * 17, "y" * 70, "\n", "\x00", "\u200d", "\u00ad", "\ufffd", "か\u3099"]
BROKEN = [b"\x80", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xff"]

pieces = st.sampled_from([piece.encode() for piece in PIECES] + BROKEN)
spaced = st.tuples(pieces, st.sampled_from([b"", b" ", b" ", b"  "])).map(b"".join)
lines = st.lists(spaced, max_size=60).map(b"".join)
plain = st.text(st.sampled_from("ab I9.,'!? \n-"), max_size=300).map(str.encode)
texts = st.one_of(lines, plain, st.binary(max_size=120), st.text(max_size=60).map(str.encode))
