from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pinnace.data import read
from pinnace.data.parquet import open_parquet

N = 20_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    texts = [f"the text number {i} of them" for i in range(N)]
    columns = {
        "id": pa.array(range(N)),
        "rating": pa.array([i % 10 for i in range(N)], pa.int8()),
        "label": pa.array([i % 2 for i in range(N)], pa.int8()),
        "text": pa.array(texts, pa.large_string()),
        "tokens": pa.array([[1, 2]] * N),
    }
    pq.write_table(pa.table(columns), tmp_path / "r.parquet", row_group_size=3000)
    return tmp_path / "r.parquet"


def test_text_and_label_are_found_among_ratings_and_ids(path: Path) -> None:
    dataset = read(path)
    assert len(dataset) == N and dataset.classes == ("0", "1")
    assert (dataset.reading.text_column, dataset.reading.label_column) == ("text", "label")
    assert dataset.texts[12_345].startswith("the text number 12345")
    assert dataset.place(12_345).endswith("r.parquet, row 12346")


def test_nested_columns_are_left_out(path: Path) -> None:
    assert open_parquet(path).names == ("id", "rating", "label", "text")


def test_a_parquet_file_is_known_by_its_bytes(path: Path) -> None:
    assert len(read(path.rename(path.with_name("r.csv")))) == N


def test_named_number_column_is_no_text(path: Path, refused) -> None:
    with refused("data.row", where="row 1", what="a number"):
        read(path, text_column="id")


def test_nulls_categories_booleans_and_class_labels(tmp_path: Path) -> None:
    features = {"label": {"_type": "ClassLabel", "names": ["bad", "good"]}}
    texts = [None, "b", "", *(f"text {i}" for i in range(17))]
    for values, metadata, classes in [
        (pa.array(["x", "y"] * 10).dictionary_encode(), None, ("x", "y")),
        (pa.array([True, False] * 10), None, ("false", "true")),
        (pa.array([0.0, 1.0] * 10), None, ("0", "1")),
        (pa.array([0, 1] * 10), {"huggingface": json.dumps({"info": {"features": features}})}, ("bad", "good")),
    ]:
        table = pa.table({"text": texts, "label": values}).replace_schema_metadata(metadata)
        pq.write_table(table, tmp_path / "r.parquet")
        dataset = read(tmp_path / "r.parquet")
        assert dataset.classes == classes
        assert dataset.reading.empty == 2 and len(dataset) == 18


@pytest.mark.parametrize("damage", ["cut", "middle", "only magic"])
def test_damage_is_refused(path: Path, refused, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "middle":
        data[1000:60_000] = np.random.default_rng(0).bytes(59_000)
    else:
        data = bytearray(b"PAR1" + bytes(100) + b"PAR1")
    path.write_bytes(data)
    with refused("data.format", what="damaged"):
        read(path)


def test_no_rows(tmp_path: Path, refused) -> None:
    pq.write_table(
        pa.table({"text": pa.array([], pa.string()), "label": pa.array([], pa.int8())}), tmp_path / "r.parquet"
    )
    with refused("data.empty"):
        read(tmp_path / "r.parquet")
