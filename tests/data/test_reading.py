from __future__ import annotations

import csv
import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pinnace.data import read

COUNTS = {"imdb": 25_000, "mr": 9_596, "agnews10k": 10_000}


def as_csv(rows, header=("text", "label"), delimiter=",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([*([header] if header else []), *rows])
    return out.getvalue()


def pairs(dataset) -> list[tuple[str, str]]:
    return [(text, dataset.classes[label]) for text, label in zip(dataset.texts, dataset.labels, strict=True)]


def test_every_format_gives_the_same_dataset(write, tmp_path: Path, reviews) -> None:
    table = pa.table({"text": [t for t, _ in reviews], "label": [n for _, n in reviews]})
    pq.write_table(table, tmp_path / "r.parquet")
    records = [{"text": t, "label": n} for t, n in reviews]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    for name, content in {
        "r.csv": as_csv(reviews),
        "headerless.csv": as_csv(reviews, header=None),
        "semicolon.csv": as_csv(reviews, delimiter=";"),
        "bar.csv": as_csv(reviews, delimiter="|"),
        "r.tsv": as_csv(reviews, delimiter="\t"),
        "r.csv.gz": gzip.compress(as_csv(reviews).encode()),
        "r.tsv.gz": gzip.compress(as_csv(reviews, delimiter="\t").encode()),
        "r.jsonl": lines,
        "r.ndjson": lines,
        "r.jsonl.gz": gzip.compress(lines.encode()),
        "r.json": json.dumps(records, indent=1),
        "fasttext.txt": "".join(f"__label__{n} {t}\n" for t, n in reviews),
    }.items():
        write(name, content)
    for i, (text, label) in enumerate(reviews):
        write(f"folder/{label}/{i:03}.txt", text)
    for path in tmp_path.iterdir():
        dataset = read(path)
        found = pairs(dataset)
        assert (sorted(found) if path.is_dir() else found) == (sorted(reviews) if path.is_dir() else reviews), path.name
        assert dataset.classes == ("neg", "pos")
        assert dataset.labels.dtype == np.int32
        assert dataset.source == str(path)


def test_rows_without_text_or_label_are_dropped_and_counted(write, reviews) -> None:
    rows = [*reviews[:10], ("", "pos"), ("  ", "neg"), ("no label", ""), ("no label either", "nan"), *reviews[10:]]
    dataset = read(write("r.csv", as_csv(rows)))
    assert pairs(dataset) == reviews
    assert dataset.reading is not None
    assert (dataset.reading.rows, dataset.reading.kept, dataset.reading.empty, dataset.reading.unlabelled) == (
        44,
        40,
        2,
        2,
    )
    assert dataset.reading.first_dropped[0].endswith("r.csv, line 12: no text")
    assert dataset.number(9) == 11 and dataset.number(10) == 16


def test_unlabelled_needs_no_label_column(write) -> None:
    dataset = read(write("u.csv", "text\nfirst of them\nsecond of them\n"), unlabelled=True)
    assert dataset.texts == ["first of them", "second of them"]
    assert dataset.labels.tolist() == [-1, -1] and dataset.classes == ()


def test_earlier_classes_keep_their_ids_and_new_ones_follow(write, reviews) -> None:
    rows = [*reviews, *((f"so so {i}", "mixed") for i in range(10))]
    dataset = read(write("r.csv", as_csv(rows)), classes=("pos", "neg"))
    assert dataset.classes == ("pos", "neg", "mixed")
    assert pairs(dataset) == rows
    assert any("new classes: mixed" in note for note in dataset.reading.notes)


def test_closed_classes_refuse_a_new_one(write, reviews, refused) -> None:
    path = write("r.csv", as_csv([*reviews, ("what", "Positive")]))
    with refused("data.label", where="line 42", what="Positive", hint="did you mean 'positive'?"):
        read(path, classes=("negative", "positive", "neg", "pos"), closed=True)


def test_a_test_file_may_hold_one_class_and_floats(write) -> None:
    dataset = read(write("t.csv", "text,label\nfine,1.0\ngood,1.0\n"), classes=("0", "1"), closed=True)
    assert dataset.labels.tolist() == [1, 1]


def test_groups_are_numbered_by_first_appearance(write) -> None:
    rows = "".join(
        f"text number {i},{'pos' if i % 2 else 'neg'},{film}\n" for i, film in enumerate(["b", "a", "b", ""] * 5)
    )
    dataset = read(write("g.csv", "text,label,film\n" + rows), group_column="film")
    assert dataset.groups is not None and dataset.groups[:4].tolist() == [0, 1, 0, -1]
    assert dataset.reading.group_column == "film"


def test_above_the_row_limit_a_repeatable_sample_is_kept(write) -> None:
    rows = [(f"text number {i}", str(i % 2)) for i in range(5000)]
    path = write("big.csv", as_csv(rows))
    first, again, other = (read(path, max_rows=500, seed=seed) for seed in (1, 1, 2))
    assert pairs(first) == pairs(again) != pairs(other)
    assert first.reading.rows == 5000 and first.reading.kept == 500 and first.reading.sampled_out == 4500
    assert first.numbers.tolist() == sorted(first.numbers.tolist())
    assert set(pairs(first)) <= set(rows)
    bounded = read(path, max_bytes=10_000)
    assert 9_000 < sum(len(t) for t in bounded.texts) <= 10_000


def test_memory_is_bounded_by_the_limits(write) -> None:
    path = write("big.csv", "text,label\n" + "".join(f"text {i:0115},{i % 2}\n" for i in range(80_000)))
    tracemalloc.start()
    try:
        assert len(read(path, max_rows=500)) == 500
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()


def test_lone_surrogates_become_the_replacement_character(write) -> None:
    lines = '{"text": "half \\ud83d smile", "label": "a"}\n{"text": "whole \\ud83d\\ude00", "label": "b"}\n' * 3
    assert read(write("s.jsonl", lines)).texts[:2] == ["half \ufffd smile", "whole 😀"]


@pytest.mark.parametrize(
    ("name", "content", "code", "parts"),
    [
        ("empty.csv", "", "data.empty", {}),
        ("blank.csv", "\n\n\n", "data.empty", {}),
        ("header.csv", "text,label\n", "data.empty", {"what": "header and no rows"}),
        ("one.csv", "text,label\n" + "a text,pos\nb text,pos\n" * 9, "data.one_class", {"what": "'pos'"}),
        (
            "none.csv",
            "text,label\n" + "a text,\nb text,\n" * 9,
            "data.empty",
            {"what": "none of the 18 rows has a label"},
        ),
        ("blank.jsonl", '{"text": "", "label": "a"}\n' * 3, "data.empty", {}),
        (
            "ids.csv",
            "text,label\n" + "".join(f"the text {i},id{i}\n" for i in range(30)),
            "data.label",
            {"what": "an id"},
        ),
        (
            "score.csv",
            "text,score\n" + "".join(f"the text {i},{i / 7:.3f}\n" for i in range(30)),
            "data.label",
            {"what": "a quantity", "where": "score.csv, column 'score'"},
        ),
        ("long.jsonl", json.dumps({"text": "é" * 9_000_000, "label": "a"}), "data.too_long", {"where": "line 1"}),
        (
            "list.jsonl",
            '{"text": "a b", "label": ["x", "y"]}\n' * 5,
            "data.label",
            {"what": "a list", "where": "line 1"},
        ),
        (
            "mixed.jsonl",
            '{"text": "a b", "label": "x"}\n' * 5 + '{"text": 5, "label": "y"}\n',
            "data.row",
            {"where": "line 6"},
        ),
    ],
)
def test_what_cannot_be_learned_from_is_refused(write, refused, name, content, code, parts) -> None:
    with refused(code, **parts):
        read(write(name, content))


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_public_sets_read_without_flags(name: str) -> None:
    data = os.environ.get("PINNACE_DATA")
    if not data:
        pytest.skip("set PINNACE_DATA to the folder of public data sets")
    dataset = read(Path(data, name, "train.parquet"))
    assert len(dataset) == COUNTS[name]
    assert dataset.classes == tuple(map(str, range(4 if name == "agnews10k" else 2)))
    assert (dataset.reading.text_column, dataset.reading.label_column) == ("text", "label")
    assert np.bincount(dataset.labels).min() > 0.2 * len(dataset)
