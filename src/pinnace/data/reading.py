"""``read``: from a path to a ``Dataset``, in one pass and bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from pinnace.data.columns import Columns, choose
from pinnace.data.dataset import Dataset, Reading
from pinnace.data.encoding import well_formed
from pinnace.data.jsonl import kind
from pinnace.data.labels import MAX_CLASSES, assign, check, label_name, unknown, whole_numbers
from pinnace.data.sampling import Sample
from pinnace.data.sources import open_table
from pinnace.data.stream import MAX_TEXT
from pinnace.data.table import Table
from pinnace.errors import PinnaceError

MAX_ROWS = 400_000
MAX_BYTES = 256_000_000
SHOWN = 5  # places of dropped rows that are remembered
CACHED = (str, int)  # types of cells whose label is remembered; exact, because True == 1 == 1.0 would share an entry

Item = tuple[int, str, str | None, Any]  # number, text, label, group


def read(
    path: str | PathLike[str],
    *,
    text_column: str | None = None,
    label_column: str | None = None,
    group_column: str | None = None,
    classes: Sequence[str] | None = None,
    closed: bool = False,
    unlabelled: bool = False,
    max_rows: int = MAX_ROWS,
    max_bytes: int = MAX_BYTES,
    seed: int = 0,
) -> Dataset:
    """Read labelled texts from a CSV, TSV, JSONL, JSON, Parquet or fastText file, or from a folder per class.

    Columns that are not named are found. Rows without text or without label are dropped and counted in ``reading``.
    Of more than ``max_rows`` rows or ``max_bytes`` of UTF-8 text a uniform sample drawn with ``seed`` is kept.

    classes     names of an earlier model: they keep their ids, new names follow them. With ``closed`` a new name is
                refused
    unlabelled  read texts only: every label is -1 and no label column is needed

    Raises ``PinnaceError`` with a ``data.*`` code; nothing is returned half-read.
    """
    source = Path(path)
    wanted = tuple(name for name in (text_column, label_column, group_column) if name)
    table = open_table(source, wanted)
    columns = choose(table, text=text_column, label=label_column, group=group_column, unlabelled=unlabelled)
    sample: Sample[Item] = Sample(max_rows, max_bytes, seed)
    counts, dropped, first_dropped = take(table, columns, sample, tuple(classes or ()) if closed else None)
    kept = sample.items()
    label_name_ = "" if columns.label is None else table.names[columns.label]
    if not kept:
        raise nothing_left(table, dropped, label_name_)
    renamed = whole_numbers(counts)
    for old, new in renamed.items():
        counts[new] += counts.pop(old)
    if columns.label is not None and not classes:
        check(counts, "" if table.files else label_name_, table.source)

    notes = [*table.notes, *columns.notes]
    names = {renamed.get(label, label) for _, _, label, _ in kept if label is not None}
    if lost := sorted(set(counts) - names):
        notes.append(f"classes too rare for the sample: {', '.join(lost[:5])}")
    ids = assign(names, classes or ())
    if classes and len(ids) > len(classes):
        notes.append(f"new classes: {', '.join(ids[len(classes) :])}")
    index = {name: i for i, name in enumerate(ids)}
    reading = Reading(
        rows=sample.seen + dropped["text"] + dropped["label"],
        kept=len(kept),
        empty=dropped["text"],
        unlabelled=dropped["label"],
        sampled_out=sample.seen - len(kept),
        format=table.format,
        text_column=table.names[columns.text],
        label_column=label_name_,
        group_column="" if columns.group is None else table.names[columns.group],
        first_dropped=tuple(first_dropped),
        notes=tuple(notes),
    )
    return Dataset(
        texts=[text for _, text, _, _ in kept],
        labels=np.array([-1 if lab is None else index[renamed.get(lab, lab)] for _, _, lab, _ in kept], np.int32),
        classes=ids,
        source=table.source,
        groups=None if columns.group is None else group_ids([group for _, _, _, group in kept]),
        numbers=np.array([number for number, _, _, _ in kept], np.int64),
        unit=table.unit,
        files=table.files,
        reading=reading,
    )


def take(
    table: Table, columns: Columns, sample: Sample[Item], closed: tuple[str, ...] | None
) -> tuple[Counter[str], Counter[str], list[str]]:
    """Pass over all rows into ``sample``: (rows per label, rows dropped per reason, places of the first dropped)."""
    order = [i for i in (columns.text, columns.label, columns.group) if i is not None]
    has_label, has_group = columns.label is not None, columns.group is not None
    counts: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    first_dropped: list[str] = []
    known: dict[str | int, str | None] = {}  # cell of the file -> label, so that equal labels are one string
    label: str | None = None
    for number, cells in table.scan(order):
        text = cells[0]
        if text is None or text != text or (isinstance(text, str) and (not text or text.isspace())):  # NaN is not NaN
            dropped["text"] += 1
            if len(first_dropped) < SHOWN:
                first_dropped.append(f"{table.place(number)}: no text")
            continue
        if has_label:
            cell = cells[1]
            cached = type(cell) in CACHED
            if cached and cell in known:
                label = known[cell]
            else:
                label = read_label(table, number, cell)
                if closed is not None and label is not None and label not in closed:
                    label = whole_numbers([label]).get(label, label)
                    if label not in closed:
                        raise unknown(label, closed, table.place(number))
                if cached:
                    known[cell] = label
            if label is None:
                dropped["label"] += 1
                if len(first_dropped) < SHOWN:
                    first_dropped.append(f"{table.place(number)}: no label")
                continue
            counts[label] += 1
            if len(counts) > MAX_CLASSES:
                check(counts, table.names[order[1]], table.source)
        priority = sample.admits()
        if priority is None:
            continue
        text, size = measured(table, number, text)
        sample.add(priority, (number, text, label, cells[-1] if has_group else None), size)
    return counts, dropped, first_dropped


def read_label(table: Table, number: int, cell: Any) -> str | None:
    try:
        return label_name(cell)
    except TypeError as error:
        raise PinnaceError(
            "data.label",
            what=f"the label is {kind(cell)}, not a single name",
            where=table.place(number),
            hint="give each text one label: classes exclude each other",
        ) from error


def measured(table: Table, number: int, text: Any) -> tuple[str, int]:
    """(well-formed text, its bytes in UTF-8); refuses what is no text or far too long."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            raise PinnaceError(
                "data.encoding",
                what=f"the text is not UTF-8: {error}",
                where=table.place(number),
                hint="store it as UTF-8",
            ) from error
    if not isinstance(text, str):
        raise PinnaceError(
            "data.row",
            what=f"the text is {kind(text)}, not a string: {str(text)[:40]}",
            where=table.place(number),
            hint="name the column with the texts: --text-column NAME",
        )
    size = len(text)
    if not text.isascii():
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            text = well_formed(text)
            size = len(text.encode())
    if size > MAX_TEXT:
        raise PinnaceError(
            "data.too_long",
            what=f"the text holds {size / 1e6:.0f} MB; {MAX_TEXT // 1_000_000} MB is the most",
            where=table.place(number),
            hint="cut it",
        )
    return text, size


def group_ids(values: list[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    ids: dict[str, int] = {}
    return np.array([-1 if v is None or v == "" else ids.setdefault(str(v), len(ids)) for v in values], np.int64)


def nothing_left(table: Table, dropped: Counter[str], label: str) -> PinnaceError:
    if dropped["label"]:
        what = f"none of the {dropped['label']:,} rows has a label (column {label!r})"
        hint = "fill in the labels, or name their column: --label-column NAME"
    elif dropped["text"]:
        what = f"none of the {dropped['text']:,} rows has a text"
        hint = "name the column with the texts: --text-column NAME"
    else:
        what, hint = "there are no rows", "give a file with rows of text and label"
    return PinnaceError("data.empty", what=what, where=table.source, hint=hint)
