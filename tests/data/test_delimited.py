from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pinnace.data import read
from pinnace.data.delimited import open_delimited

ROWS = "".join(f"good film {i},pos\nbad film {i},neg\n" for i in range(20))
FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)


@given(rows=st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1, max_size=20), delimiter=st.sampled_from(",;\t|"))
@example(rows=[('"', "\n", '""')], delimiter=",")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_what_csv_writes_is_read_back(write, rows, delimiter) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("text", "label", "extra"), *rows])
    table = open_delimited(write("r.csv", out.getvalue()))
    assert table.names == ("text", "label", "extra")
    assert [cells for _, cells in table.scan((0, 1, 2))] == rows


def test_line_numbers_count_lines_not_rows(write) -> None:
    table = open_delimited(write("r.csv", 'text,label\n"two\nlines",a\n\nnext,b\r\nlast,c\n'))
    assert [number for number, _ in table.scan((0,))] == [2, 5, 6]


@pytest.mark.parametrize(
    ("bad", "line", "what"),
    [
        ('"never closed,pos\n', 42, "never closes"),
        ('fine,pos\n"closed, then\nlong","open\n', 44, "never closes"),
        ('"the "best" film",pos\n', 42, "follows its closing quote"),
        ("a, b, c,pos\n", 42, "fields in this row: 4"),
        ("no label here\n", 42, "fields in this row: 1"),
        ("fine,pos\nnul\0,neg\n", 43, "NUL"),
    ],
)
def test_a_broken_row_is_named_by_its_line(write, refused, bad, line, what) -> None:
    with refused("data.row", where=f"r.csv, line {line}", what=what):
        read(write("r.csv", "text,label\n" + ROWS + bad + ROWS * 5))


def test_a_broken_row_far_down_is_named_too(write, refused) -> None:
    with refused("data.row", where="line 4002", what="fields in this row: 3"):
        read(write("r.csv", "text,label\n" + ROWS * 100 + "a,b,c\n" + ROWS))


def test_a_quote_that_swallows_the_file_stays_within_memory(write, refused) -> None:
    with refused("data.row", where="line 42", what="never closes"):
        read(write("r.csv", "text,label\n" + ROWS + '"open\n' + "a line of text\n" * 1_200_000))


def test_a_field_over_the_limit_is_refused(write, refused) -> None:
    with refused("data.too_long", where="line 42"):
        read(write("r.csv", "text,label\n" + ROWS + "x" * 16_500_000 + ",pos\n"))


def test_reading_leaves_the_global_field_limit_alone(write) -> None:
    before = csv.field_size_limit()
    read(write("r.csv", "text,label\n" + ROWS))
    assert csv.field_size_limit() == before


def test_a_text_of_a_megabyte_is_kept_whole(write) -> None:
    dataset = read(write("r.csv", "text,label\n" + ROWS + "x" * 1_000_000 + ",pos\n"))
    assert len(dataset.texts[-1]) == 1_000_000


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending(write, ending) -> None:
    assert len(read(write("r.csv", ("text,label\n" + ROWS).replace("\n", ending)))) == 40


def test_columns_of_a_headerless_file_are_named_by_number(write) -> None:
    path = write("r.csv", "".join(f"{i},good film {i} of all,pos\n{i},bad film {i} of all,neg\n" for i in range(20)))
    dataset = read(path, text_column="2", label_column="column 3")
    assert dataset.classes == ("neg", "pos") and dataset.texts[0] == "good film 0 of all"
    assert any(note.startswith("header: none found") for note in dataset.reading.notes)


def test_a_spreadsheet_export_that_states_its_delimiter(write) -> None:
    path = write("r.csv", "sep=;\ntext;label\n" + ROWS.replace(",", ";"))
    assert (len(read(path)), read(path).number(0)) == (40, 3)


def test_repeated_and_empty_column_names_are_made_distinct(write) -> None:
    table = open_delimited(write("r.csv", "text,label,,label\na,b,c,d\n"))
    assert table.names == ("text", "label", "column 3", "label (4)")
