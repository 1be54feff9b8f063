"""Pictures to predict: a picture, a folder, a list of paths, a table, encoded or raw bytes; in order, none left out."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pinnace.data.pictures import read_picture_inputs
from pinnace.errors import PinnaceError
from pinnace.runtime.picture import as_raw


@pytest.fixture
def files(draw) -> list[Path]:
    return [draw("a/1.jpg", 1), draw("a/2.png", 2), draw("b/deep/3.webp", 3), draw("4.gif", 4)]


def raws(files: list[Path]) -> list[bytes]:
    return [as_raw(file) for file in files]


def listed(files: list[Path], kind: str) -> Path:
    """The files as a list or table in the folder above them, without labels."""
    folder = files[0].parent.parent
    names = [str(file.relative_to(folder)) for file in files]
    encoded, path = [file.read_bytes() for file in files], folder / kind
    if kind == "list.txt":
        path.write_text("\n".join(names) + "\n")
    elif kind == "paths.csv":
        path.write_text("n,picture\n" + "".join(f"{i},{name}\n" for i, name in enumerate(names)))
    elif kind == "paths.parquet":
        pq.write_table(pa.table({"picture": names}), path)
    elif kind == "bytes.parquet":
        pq.write_table(pa.table({"picture": encoded}), path)
    else:
        cells = raws(files) if kind == "raw.jsonl" else encoded
        path.write_text("".join(json.dumps({"base64": base64.b64encode(cell).decode()}) + "\n" for cell in cells))
    return path


@pytest.mark.parametrize(
    "kind", ["list.txt", "paths.csv", "paths.parquet", "bytes.parquet", "raw.jsonl", "encoded.jsonl"]
)
def test_lists_and_tables_of_any_kind(files: list[Path], kind: str) -> None:
    found = list(read_picture_inputs(listed(files, kind)))
    assert [picture for _, picture in found] == raws(files)
    assert len({place for place, _ in found}) == len(files)


def test_a_picture_and_a_folder(files: list[Path]) -> None:
    assert list(read_picture_inputs(files[1])) == [(str(files[1]), as_raw(files[1]))]
    in_order = sorted(files)
    assert list(read_picture_inputs(files[0].parent.parent)) == list(
        zip(map(str, in_order), raws(in_order), strict=True)
    )


def test_a_column_is_chosen_by_name(files: list[Path]) -> None:
    folder = files[0].parent.parent
    (folder / "two.csv").write_text("first,second\na/1.jpg,a/2.png\na/2.png,a/1.jpg\n")
    found = [picture for _, picture in read_picture_inputs(folder / "two.csv", "second")]
    assert found == raws([files[1], files[0]])
    with pytest.raises(PinnaceError) as error:
        read_picture_inputs(folder / "two.csv", "third")
    assert error.value.code == "data.columns"


def test_what_cannot_be_read_is_named(files: list[Path]) -> None:
    folder = files[0].parent.parent
    (folder / "list.txt").write_text("a/1.jpg\nmissing.png\n")
    with pytest.raises(PinnaceError) as error:
        list(read_picture_inputs(folder / "list.txt"))
    assert error.value.code == "data.picture" and "missing.png" in error.value.where
    files[0].write_bytes(files[0].read_bytes()[:100])
    with pytest.raises(PinnaceError) as error:
        list(read_picture_inputs(folder))
    assert error.value.where == str(files[0])
    with pytest.raises(PinnaceError) as error:
        read_picture_inputs(folder / "nothing")
    assert error.value.code == "data.missing"
