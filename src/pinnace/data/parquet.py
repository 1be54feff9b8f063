"""Parquet files: only the columns asked for are read, a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pinnace.data.table import HEAD, Row, Table
from pinnace.errors import PinnaceError

BATCH = 8192


def open_parquet(path: Path, *, pictures: bool = False) -> Table:
    """The table in a Parquet file. Lists and structs are no texts or labels, so those columns are left out.

    ``pictures``: structs with a field ``bytes`` stay, as Hugging Face ``datasets`` stores pictures.
    """
    import pyarrow as pa  # slow to import; only Parquet needs it
    import pyarrow.parquet as pq

    with damage(path):
        file = pq.ParquetFile(path, memory_map=True)
        names = tuple(
            field.name
            for field in file.schema_arrow
            if not pa.types.is_nested(field.type) or (pictures and has_bytes(field.type))
        )
        decoded = class_names(file.schema_arrow.metadata or {})
        if file.metadata.num_rows == 0:
            raise PinnaceError("data.empty", what="the file has no rows", where=str(path), hint="give a file with rows")
        batch = next(file.iter_batches(HEAD, columns=list(names)))
        head = list(zip(range(1, len(batch) + 1), rows(batch.columns, names, decoded), strict=True))

    def scan(columns: Sequence[int]) -> Iterator[Row]:
        wanted = [names[column] for column in columns]
        number = 0
        batches = file.iter_batches(BATCH, columns=wanted)
        while True:
            with damage(path):
                batch = next(batches, None)
                if batch is None:
                    return
                cells = rows([batch.column(name) for name in wanted], wanted, decoded)
            for row in cells:
                number += 1
                yield number, row

    return Table(str(path), "Parquet", "row", names, list(head), scan)


def rows(columns: Sequence[Any], names: Sequence[str], decoded: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    cells = [column.to_pylist() for column in columns]
    for index, values in enumerate(cells):
        if any(isinstance(value, dict) for value in values[:HEAD]):  # a picture: its bytes, else its path
            cells[index] = [(value or {}).get("bytes") or (value or {}).get("path") for value in values]
    for index, name in enumerate(names):
        if classes := decoded.get(name):
            cells[index] = [classes[v] if isinstance(v, int) and 0 <= v < len(classes) else None for v in cells[index]]
    return list(zip(*cells, strict=True))


def has_bytes(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_struct(kind) and kind.get_field_index("bytes") >= 0)


def class_names(metadata: dict[bytes, bytes]) -> dict[str, list[str]]:
    """Names of integer classes by column, as Hugging Face ``datasets`` stores them; -1 is "no label"."""
    try:
        features = json.loads(metadata[b"huggingface"])["info"]["features"]
        return {name: f["names"] for name, f in features.items() if f.get("_type") == "ClassLabel" and f.get("names")}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}


@contextmanager
def damage(path: Path) -> Iterator[None]:
    """Turns what pyarrow says about a broken file into one error."""
    import pyarrow as pa

    try:
        yield
    except UnicodeDecodeError as error:
        raise PinnaceError(
            "data.encoding",
            what=f"a string column holds bytes that are not UTF-8: {error}",
            where=str(path),
            hint="write it again",
        ) from error
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise PinnaceError(
            "data.format",
            what=f"the Parquet file is damaged or not complete: {str(error).splitlines()[0]}",
            where=str(path),
            hint="download or write it again",
        ) from error
