from __future__ import annotations

import base64
import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pinnace.data import read_inputs


@pytest.mark.parametrize(
    ("content", "inputs"),
    [
        (b"one\n\n two \n\n", ["one", "", " two ", ""]),
        (b"one\ntwo", ["one", "two"]),
        (b"one\r\ntwo\r\n", ["one", "two"]),
        (b"one\r\ntwo\n", ["one\r", "two"]),
        (b"good\n\xff\xc3\n\xed\xa0\x80\n", ["good", b"\xff\xc3", b"\xed\xa0\x80"]),
        (b"a\0b\nc\rd\n\xe2\x80\xa8\n", ["a\0b", "c\rd", "\u2028"]),
        (b"\xef\xbb\xbfone\n", ["one"]),
        (b"\n", [""]),
        ("é\nü\n".encode("utf-16"), ["é", "ü"]),
        (gzip.compress(b"one\n"), ["one"]),
    ],
)
def test_lines_of_a_text_file_keep_their_bytes(write, content, inputs) -> None:
    assert read_inputs(write("i.txt", content)) == inputs


def test_base64_carries_any_bytes(write) -> None:
    values = [b"", b"\xff\x00", "é".encode()]
    lines = [json.dumps({"base64": base64.b64encode(v).decode()}) for v in values] + ['{"text": "plain"}', "{}"]
    assert read_inputs(write("i.jsonl", "\n".join(lines))) == [*values, "plain", ""]


@pytest.mark.parametrize("value", ['"%%%"', '"YQ"', "5"])
def test_bad_base64_is_named(write, refused, value) -> None:
    with refused("data.row", where="line 2", what="base64"):
        read_inputs(write("i.jsonl", '{"base64": "YQ=="}\n{"base64": ' + value + "}\n"))


def test_nothing_is_dropped_from_tables(write, tmp_path) -> None:
    path = write("i.csv", 'text,label\nfirst of them,a\n,b\n"  ",\nfirst of them,a\n')
    assert read_inputs(path) == ["first of them", "", "  ", "first of them"]
    assert read_inputs(path, column="label") == ["a", "b", "", "a"]
    pq.write_table(pa.table({"text": ["a", None, "b"]}), tmp_path / "i.parquet")
    assert read_inputs(tmp_path / "i.parquet") == ["a", "", "b"]


def test_more_rows_than_the_head_stay_in_order(write) -> None:
    texts = [f"text number {i}" for i in range(2500)]
    assert read_inputs(write("i.jsonl", "".join(json.dumps({"text": t}) + "\n" for t in texts))) == texts


def test_folders_and_refusals(write, tmp_path, refused) -> None:
    write("f/a/1.txt", "one")
    write("f/b/2.txt", "two")
    assert read_inputs(tmp_path / "f") == ["one", "two"]
    with refused("data.missing"):
        read_inputs(tmp_path / "none.txt")
    with refused("data.empty"):
        read_inputs(write("i.txt", ""))
    with refused("data.row", where="line 2", what="a number"):
        read_inputs(write("i.jsonl", '{"text": "a"}\n{"text": 5}\n'))
    with refused("data.columns", hint="did you mean 'text'?"):
        read_inputs(write("i.csv", "text,label\nx,y\n"), column="texts")
