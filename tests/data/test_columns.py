from __future__ import annotations

import pytest

from pinnace.data import read


def table(header: str, *cells: str) -> str:
    """Thirty rows; in a cell, # is the row's number and % its class, 0 or 1."""
    rows = ("\t".join(cells).replace("#", str(i)).replace("%", str(i % 2)) for i in range(30))
    return "\n".join([header.replace(",", "\t"), *rows]) + "\n"


PROSE = "a fairly long text with number # in it"
OVERFLOW = "".join(f"h1\tone more text of the length\tand overflow of the text {i}\tx{i}\n" for i in range(2))


@pytest.mark.parametrize(
    ("content", "text", "label"),
    [
        (table("id,label,rating,text", "#", "%", "7", PROSE), "text", "label"),
        (table("Review Text,Stars", PROSE, "%"), "Review Text", "Stars"),
        (table("reviewText,overall", PROSE, "%"), "reviewText", "overall"),
        (table("sentence,sentiment,date", PROSE, "%", "2024-01-#"), "sentence", "sentiment"),
        (table("title,text,category", PROSE, PROSE, "%"), "text", "category"),
        (table("title,target", PROSE, "%"), "title", "target"),
        (table("Satz,Wertung", PROSE, "%"), "Satz", "Wertung"),
        (table("nom,satz,wertung,lang", "n#", PROSE, "w%", "de"), "satz", "wertung"),
        (table("v1,v2,,", "h%", PROSE, "", "") + OVERFLOW, "v2", "v1"),
        (table("label,score,body", "%", "0.#", PROSE), "body", "label"),
    ],
)
def test_columns_are_found(write, content, text, label) -> None:
    reading = read(write("r.tsv", content)).reading
    assert (reading.text_column, reading.label_column) == (text, label)
    assert f"text column: {text}" in " ".join(reading.notes), "a choice is always told"


def test_a_label_column_that_begins_with_one_class_is_found(write) -> None:
    rows = "".join(f"the text number {i} here\t{'b' if i > 2000 else 'a'}\n" for i in range(4000))
    assert read(write("r.tsv", "satz\twertung\n" + rows)).classes == ("a", "b")


def test_named_columns_win(write) -> None:
    path = write("r.tsv", table("text,label,other,Kind", PROSE, "%", PROSE + " x", "k%"))
    reading = read(path, text_column="other", label_column="kind").reading
    assert (reading.text_column, reading.label_column) == ("other", "Kind")


@pytest.mark.parametrize(
    ("content", "names", "what", "hint"),
    [
        (table("review,comment,label", PROSE, PROSE, "%"), {}, "more than one column may be the text", "--text-column"),
        (
            table("a,b,label", PROSE, PROSE + "!", "%"),
            {},
            "more than one column may be the text: b, a",
            "--text-column b",
        ),
        (table("satz,x,z", PROSE, "a%", "b%"), {}, "more than one column may be the label: x, z", "--label-column"),
        (table("text,note", PROSE, PROSE), {}, "come again and again", "--label-column"),
        (table("n,label", "#", "%"), {}, "no column holds texts", "--text-column"),
        (table("text,label", PROSE, "%"), {"text_column": "txet"}, "no column 'txet'", "did you mean 'text'?"),
        (table("text,label", PROSE, "%"), {"label_column": "y"}, "no column 'y'", "the columns are: text, label"),
        (
            table("text,label", PROSE, "%"),
            {"text_column": "label", "label_column": "label"},
            "are the same",
            "two columns",
        ),
    ],
)
def test_a_gamble_is_refused(write, refused, content, names, what, hint) -> None:
    with refused("data.columns", what=what, hint=hint, where="r.tsv"):
        read(write("r.tsv", content), **names)
