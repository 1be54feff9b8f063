from __future__ import annotations

import pytest

from pinnace.data.dialect import Dialect, has_header, sniff


@pytest.mark.parametrize(
    ("lines", "dialect"),
    [
        (["text,label\n", "a;b,pos\n", "c,neg\n"], Dialect(",")),
        (["text;label\n", "a, b;pos\n", "c, d, e;neg\n"], Dialect(";")),
        (["text\tlabel\n", "a, b\tpos\n"], Dialect("\t")),
        (["a|1\n", "b, c|0\n"], Dialect("|")),
        (['"a, b", "pos"\n', '"c", "neg"\n'], Dialect(",", space_after=True)),
        (['"say \\"a\\", b",pos\n', '"c",neg\n'], Dialect(",", backslash=True)),
        (['"Great" film\tpos\n', "bad\tneg\n"], Dialect("\t", quoted=False)),
        (["sep=;\n", "a, b;pos\n", "c, d;neg\n"], Dialect(";")),
        (["only one column\n", "and no delimiter\n"], Dialect(",")),
        ([], Dialect(",")),
    ],
)
def test_sniff(lines, dialect) -> None:
    assert sniff(lines) == dialect


def test_one_broken_row_does_not_change_the_delimiter() -> None:
    lines = ["text,label\n", *["fine; indeed,pos\n"] * 20, "a,b,c\n"]
    assert sniff(lines).delimiter == ","


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["text", "label"], ["a", "b"]], True),
        ([["Review Text", "Stars"], ["a", "5"]], True),
        ([["Satz", "Wertung"], ["ein Satz", "gut"], ["noch einer", "schlecht"]], True),
        ([["satz", "n"], ["ein Satz", "1"], ["noch einer", "2"]], True),
        ([["good", "pos"], ["bad", "neg"], ["fine", "pos"]], False),
        ([["I liked this film very much", "x"], ["and this one", "y"]], False),
        ([["good", "1"], ["bad", "0"]], False),
        ([["good", "pos"]], False),
        ([["picture"], ["a.jpg"], ["b.png"]], True),
        ([["a.jpg"], ["b.png"]], False),
        ([["cat/1.JPG", "cat"], ["dog/1.jpg", "dog"]], False),
        ([["where", "what"], ["1.jpg", "cat"], ["2.jpg", "what"]], True),
    ],
)
def test_header(rows, header) -> None:
    assert has_header(rows, ()) is header


def test_a_column_the_user_named_proves_the_header() -> None:
    rows = [["q7", "good"], ["a", "good"], ["b", "bad"]]
    assert not has_header(rows, ())
    assert has_header(rows, ("q7",))
    assert not has_header([["2", "good"], ["1", "good"]], ("2",)), "a column named by its number proves nothing"
