from __future__ import annotations

import json

import pytest

from pinnace.data import read
from pinnace.data.jsonl import open_json
from pinnace.data.stream import CHUNK

RECORDS = [{"text": f"text number {i}", "label": i % 2} for i in range(30)]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)


def test_types_of_labels(write) -> None:
    for values, classes in [((True, False), ("false", "true")), ((10, 9), ("9", "10")), ((1.0, 0.0), ("0", "1"))]:
        lines = "".join(json.dumps({"text": f"text {i}", "label": values[i % 2]}) + "\n" for i in range(12))
        assert read(write("r.jsonl", lines)).classes == classes


def test_a_missing_key_is_an_empty_cell(write) -> None:
    dataset = read(write("r.jsonl", LINES + '{"text": "no label"}\n{"label": 1}\n{"text": null, "label": 0}\n'))
    assert (dataset.reading.unlabelled, dataset.reading.empty, len(dataset)) == (1, 2, 30)
    assert read(write("n.jsonl", LINES + '{"text": NaN, "label": 1}\n')).reading.empty == 1


@pytest.mark.parametrize(
    ("bad", "where", "what"),
    [
        ('{"text": "x", label: 1}\n', "line 31, column 15", "not JSON"),
        ('{"text": "x", "label": 1\n', "line 31, column 25", "not JSON"),
        ('\n\n["a", "b"]\n', "line 33", "a list"),
        ("5\n", "line 31", "a number"),
        ("[" * 100_000 + "\n", "line 31", "recursion"),
        ('{"text": "a", "label": ' + "1" * 5000 + "}\n", "line 31", "digits"),
    ],
)
def test_a_broken_line_is_named(write, refused, bad, where, what) -> None:
    with refused("data.row", where=where, what=what):
        read(write("r.jsonl", LINES + bad + LINES))


@pytest.mark.parametrize("layout", [{}, {"indent": 2}, {"separators": (",", ":")}])
def test_arrays_over_several_chunks(write, layout) -> None:
    records = [{"text": f"{i} " + "é" * 5000, "label": str(i % 2)} for i in range(300)]
    path = write("r.json", json.dumps(records, ensure_ascii=False, **layout))
    assert path.stat().st_size > 2 * CHUNK
    table = open_json(path)
    assert table.unit == "row"
    assert [cells for _, cells in table.scan((0, 1))] == [[r["text"], r["label"]] for r in records]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('[\n{"text": "a", "label": 1},\n{"text": }\n]' + " " * 100, "line 3, column 10"),
        ('[\n{"text": "a", "label": 1}', "line 2"),
        ('[\n{"text": "a', "line 2"),
        ('[{"text": "a", "label": 1}, 7]', "row 2"),
        ('[{"text": "a", "label": ' + "1" * 5000 + "}]", "row 1"),
        ("[" * 100_000, "row 1"),
    ],
)
def test_a_broken_array_is_named(write, refused, content, where) -> None:
    with refused("data.row", where=where):
        read(write("r.json", content))


def test_a_broken_array_is_named_beyond_the_first_chunk(write, refused) -> None:
    rows = "".join('{"text": "a longer text", "label": 1},\n' for _ in range(60_000))
    assert len(rows) > 2 * CHUNK
    with refused("data.row", what="after 60,000 rows", where="line 60002, column 10"):
        read(write("r.json", "[\n" + rows + '{"text": }' + " " * 100 + "]"))


@pytest.mark.parametrize(
    "content", ['{"text": {"0": "a"}, "label": {"0": "b"}}', '{"data": [{"text": "a", "label": "b"}]}']
)
def test_an_object_of_columns_is_no_rows(write, refused, content) -> None:
    with refused("data.format", hint="lines=True"):
        read(write("r.json", content))


def test_an_empty_array_is_refused(write, refused) -> None:
    with refused("data.empty"):
        read(write("r.json", " [ ] "))
