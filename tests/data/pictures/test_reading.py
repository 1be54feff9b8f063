"""Folders and tables of pictures."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from pinnace.data.pictures import holds_pictures, read_pictures
from pinnace.errors import PinnaceError
from pinnace.runtime.picture import View, as_raw, look

VIEW = View(16, 16)


def photos(draw, n: int = 4) -> Path:
    for i in range(n):
        draw(f"cat/{i}.jpg", i)
        draw(f"dog/deep/{i}.png", 100 + i)
    return draw("cat/0.jpg", 0).parent.parent


def encoded(path: Path) -> bytes:
    return path.read_bytes()


def test_folder_per_class(draw) -> None:
    folder = photos(draw)
    pictures = read_pictures(folder, VIEW)
    assert pictures.classes == ("cat", "dog") and pictures.labels.tolist() == [0] * 4 + [1] * 4
    assert np.array_equal(pictures.seen[5], look(as_raw(folder / "dog" / "deep" / "1.png"), VIEW))
    assert pictures.sizes[0].tolist() == [60, 40]
    assert holds_pictures(folder)


@pytest.mark.parametrize("kind", ["paths.csv", "paths.parquet", "bytes.parquet", "struct.parquet"])
def test_tables_are_read_as_the_folder_is(draw, kind: str) -> None:
    folder = photos(draw)
    files = sorted(folder.rglob("*.jpg")) + sorted(folder.rglob("*.png"))
    labels = [file.relative_to(folder).parts[0] for file in files]
    table = folder / kind
    cells: list[object] = [str(file.relative_to(folder)) for file in files]
    if kind == "bytes.parquet":
        cells = list(map(encoded, files))
    if kind == "struct.parquet":
        cells = [{"bytes": encoded(file), "path": None} for file in files]
    if kind.endswith(".csv"):
        table.write_text("file,label\n" + "".join(f"{c},{label}\n" for c, label in zip(cells, labels, strict=True)))
    else:
        pq.write_table(pa.table({"image": cells, "label": labels}), table)
    assert holds_pictures(table)
    found, expected = read_pictures(table, VIEW), read_pictures(folder, VIEW)
    assert np.array_equal(found.seen, expected.seen) and np.array_equal(found.labels, expected.labels)
    assert found.classes == expected.classes


def test_texts_are_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "pos" / "1.txt").write_text("good")
    (tmp_path / "a.csv").write_text("text,label\nlike.jpg at noon,1\nbad,0\n")
    assert not holds_pictures(tmp_path) and not holds_pictures(tmp_path / "a.csv")
    assert not holds_pictures(tmp_path / "missing.csv")


def test_damaged_files_are_listed(draw) -> None:
    folder = photos(draw, 8)
    for i in range(3):
        (folder / "cat" / f"bad{i}.jpg").write_bytes(b"\xff\xd8\xff nothing")
    pictures = read_pictures(folder, VIEW)
    assert len(pictures) == 16
    assert [Path(one.place).name for one in pictures.reading.skipped] == ["bad0.jpg", "bad1.jpg", "bad2.jpg"]
    assert pictures.reading.rows == 19


def test_many_damaged_files_are_refused(draw) -> None:
    folder = photos(draw, 8)
    for i in range(11):
        (folder / "cat" / f"bad{i}.jpg").write_bytes(b"nothing")
    with pytest.raises(PinnaceError, match=r"data\.picture"):
        read_pictures(folder, VIEW)


def test_refusals(draw, tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match=r"data\.one_class"):
        read_pictures(draw("cat/1.jpg", 1).parent.parent, VIEW)
    draw("dog/1.jpg", 2)
    with pytest.raises(PinnaceError, match=r"data\.label"):
        read_pictures(tmp_path / "photos", VIEW, classes=("cat",), closed=True)
    (tmp_path / "a.csv").write_text("text,label\ngood film,1\nbad film,0\n")
    with pytest.raises(PinnaceError, match=r"data\.columns"):
        read_pictures(tmp_path / "a.csv", VIEW)


def test_a_sample_of_many(draw) -> None:
    folder = photos(draw, 10)
    few = read_pictures(folder, VIEW, max_pictures=6, seed=3)
    assert len(few) == 6 and few.reading.sampled_out == 14


def test_cifar() -> None:
    data = os.environ.get("PINNACE_DATA")
    if not data:
        pytest.skip("set PINNACE_DATA to the folder of public data sets")
    pictures = read_pictures(Path(data) / "cifar10" / "test.parquet", View(32, 32), max_pictures=200)
    row = pq.read_table(Path(data) / "cifar10" / "test.parquet").slice(0, 1).to_pylist()[0]
    assert len(pictures) == 200 and len(pictures.classes) == 10
    pixels = np.asarray(Image.open(io.BytesIO(row["image"])))
    assert np.array_equal(look(as_raw(row["image"]), View(32, 32)), pixels)  # its own size: nothing to resize


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="not run: needs pipes with names")
def test_a_pipe_is_not_waited_for(draw) -> None:
    folder = photos(draw)
    os.mkfifo(folder / "cat" / "pipe.jpg")
    (folder / "dog" / "link.jpg").symlink_to("/nowhere/at-all.jpg")
    pictures = read_pictures(folder, VIEW)
    assert len(pictures) == 8
    assert pictures.reading is not None
    assert {Path(one.place).name: one.reason for one in pictures.reading.skipped} == {
        "pipe.jpg": "not a file",
        "link.jpg": "No such file or directory",
    }
