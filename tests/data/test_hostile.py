"""Whatever bytes a file holds, reading it gives a dataset or one PinnaceError; nothing else ever comes out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinnace.data import read, read_inputs, report, split
from pinnace.errors import PinnaceError

ENDINGS = [".csv", ".tsv", ".jsonl", ".json", ".txt", ".parquet", ".csv.gz"]
PIECES = st.sampled_from(
    [
        *(
            b"text,label\n",
            b"good film,pos\n",
            b"bad film,neg\n",
            b'"',
            b'""',
            b",",
            b";",
            b"\t",
            b"\n",
            b"\r",
            b"\0",
            b"\\",
        ),
        *(
            b'{"text": "a b", "label": 1}\n',
            b'{"text": null}\n',
            b"[",
            b"]",
            b"{",
            b"}",
            b'"base64": "YQ=="',
            b"1e999",
            b"NaN",
        ),
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"PAR1", b"PK\x03\x04", b"\xe9", "é".encode(), "😀".encode(), b"\xed\xa0\x80"),
        *(
            b"__label__a x\n",
            b"__label__b y\n",
            b'{"text": "\\ud800", "label": true}\n',
            b'{"text": ["x"], "label": {}}\n',
        ),
    ]
)
CONTENT = st.lists(PIECES, max_size=30).map(b"".join) | st.binary(max_size=300)


def survives(path: Path) -> None:
    for unlabelled in (False, True):
        try:
            data = read(path, unlabelled=unlabelled)
            parts = split(data, fraction=0.3)
            made = report(data, split=parts)
            json.dumps(made.as_dict())
            assert made.lines()
            assert len(parts[0]) + len(parts[1]) == len(data)
            for text in data.texts:
                text.encode()
        except PinnaceError as error:
            assert error.what and error.where and error.hint
    try:
        for value in read_inputs(path):
            value if isinstance(value, bytes) else value.encode()
    except PinnaceError as error:
        assert error.what and error.where and error.hint


@pytest.mark.parametrize("ending", ENDINGS)
@given(content=CONTENT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_any_bytes(write, ending: str, content: bytes) -> None:
    survives(write("r" + ending, gzip.compress(content) if ending.endswith(".gz") else content))


@given(content=CONTENT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_any_bytes_in_a_folder(write, tmp_path: Path, content: bytes) -> None:
    write("f/a/1.txt", content)
    write("f/b/2.txt", content[::-1])
    survives(tmp_path / "f")
