"""The reference: against the standard library, the packager, itself, and the core's refusals. Answers: tests/core."""

from __future__ import annotations

import itertools
import json
import random
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import model

from pinnace.checking.protocol import Request
from pinnace.checking.reference import folding, package, utf8
from pinnace.checking.reference.contributions import part
from pinnace.checking.reference.softmax import logistic, softmax
from pinnace.checking.reference.tensors import SparseRows
from pinnace.checking.reference.words import words
from pinnace.checking.runtimes import python, reference
from pinnace.packaging import writer

ROOT = Path(__file__).parents[2]


def test_its_tables_are_those_of_the_spec() -> None:
    copy = Path(folding.__file__).with_name("unicode.json")
    assert copy.read_bytes() == (ROOT / "spec" / "vectors" / "unicode.json").read_bytes()
    assert json.loads(copy.read_text())["unicode"] == "15.0.0"


@given(st.binary(max_size=60))
def test_utf8_as_python_decodes_it(data: bytes) -> None:
    code_points, starts = utf8.decode(data)
    assert "".join(map(chr, code_points)) == data.decode("utf-8", "replace")
    assert len(starts) == len(code_points) + 1 and starts[-1] == len(data)
    assert all(a < b for a, b in itertools.pairwise(starts))


def test_folding_ends_where_nothing_changes() -> None:
    for code_point in [*folding.FOLDS, *range(0xAC00, 0xAC00 + 11172, 97)]:
        characters, letters = folding.fold(code_point)
        assert "".join(folding.fold(ord(character))[0] for character in characters) == characters
        assert len(characters) == len(letters)


@given(st.text(st.characters(max_codepoint=0x1FFF), max_size=30))
def test_canonically_equivalent_texts_have_the_same_words(text: str) -> None:
    spelled = [[word.spelling for word in words(unicodedata.normalize(form, text).encode())] for form in ("NFC", "NFD")]
    assert spelled[0] == spelled[1]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Don't stop!!!!! 3.50, or 1,000...", ["don't", "stop", "!!!", "3.50", ",", "or", "1,000", "..."]),
        ("dogs' 'tis rock'n'roll", ["dogs", "'", "'", "tis", "rock'n'roll"]),
        ("日本語 コーヒー", ["日", "本", "語", "コー", "ヒー"]),
        ("👍🏽👨‍👩‍👧 ok", ["👍", "👨", "👩", "👧", "ok"]),
        ("e\u0302\u0323 \u1ec7", ["e\u0302\u0323", "e\u0302\u0323"]),
        ("", []),
        (" \x00\ufffd ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.spelling for word in words(text.encode())] == expected


@given(st.lists(st.integers(-(2**31), 2**31 - 1), min_size=2, max_size=40))
def test_probabilities_add_up_and_keep_the_order(scores: list[int]) -> None:
    chances = softmax(scores)
    assert sum(chances) == 65536 and min(chances) >= 0
    assert chances[scores.index(max(scores))] == max(chances)
    assert logistic(scores[0]) == softmax([0, scores[0]])


@given(st.integers(-(2**31), 2**31 - 1), st.integers(1, 1000))
def test_parts_add_up(whole: int, n: int) -> None:
    assert sum(part(whole, k, n) for k in range(n)) == whole


@pytest.mark.parametrize("classes", [2, 3])
def test_it_reads_what_the_packager_wrote(classes: int) -> None:
    made = model(bits=12, kept=500, classes=classes, chars=(2, 3))
    read = package.parse(writer.write(made))
    features, bias = read.tensors
    assert isinstance(features, SparseRows)
    assert read.labels == list(made.classes)
    assert list(features.rows) == made.buckets.tolist()
    assert np.array_equal(np.array(list(features.rows.values())), made.levels[made.codes])
    assert bias.numbers == tuple(made.bias)  # type: ignore[union-attr]


def test_it_refuses_as_the_core_does() -> None:
    """Packages changed at random, the checksum put right: the same code from both, or the same answers."""
    chance = random.Random(7)
    good = [
        writer.write(model(bits=8, kept=20, classes=classes, chars=chars))
        for classes, chars in ((2, None), (3, (1, 2)))
    ]
    codes: dict[str, int] = {}
    for _ in range(4000):
        data = bytearray(chance.choice(good)[16:])
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(data))
            what = chance.randrange(4)
            if what == 0:
                data[at] = chance.choice((0, 1, 2, 127, 128, 255, chance.randrange(256)))
            elif what == 1:
                data[at] ^= 1 << chance.randrange(8)
            elif what == 2:
                del data[at : at + chance.randrange(1, 3)]
            else:
                data[at:at] = bytes([chance.randrange(256)])
        request = Request(sealed(bytes(data)), [b"some text, it's 3.5", b""], 2)
        core, slow = python.run(request)[""], reference.run(request)[""]
        assert core.refusal == slow.refusal, data.hex()
        assert core.rows.tolist() == slow.rows.tolist(), data.hex()
        assert [e.tolist() for e in core.explanations] == [e.tolist() for e in slow.explanations], data.hex()
        codes[core.refusal] = codes.get(core.refusal, 0) + 1
    assert len(codes) >= 9 and codes[""] > 100, codes


def sealed(body: bytes) -> bytes:
    """A header that is true of any body."""
    length, checksum = (16 + len(body)).to_bytes(4, "little"), zlib.crc32(body).to_bytes(4, "little")
    return writer.assemble({})[:8] + length + checksum + body
