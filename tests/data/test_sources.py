from __future__ import annotations

import gzip
from pathlib import Path

from pinnace.data import read

ROWS = "text,label\n" + "good film,pos\nbad film,neg\n" * 10


def test_a_missing_file_names_its_neighbours(write, tmp_path: Path, refused) -> None:
    write("reviews.csv", ROWS)
    with refused("data.missing", where="revews.csv", hint=f"did you mean {tmp_path / 'reviews.csv'}?"):
        read(tmp_path / "revews.csv")
    with refused("data.missing", hint=str(tmp_path / "reviews.csv")):
        read(tmp_path / "Reviews.json")
    with refused("data.missing", where="nowhere", what="folder"):
        read(tmp_path / "nowhere/reviews.csv")


def test_what_the_system_refuses_is_one_error(tmp_path: Path, refused) -> None:
    with refused("data.missing", what="too long"):
        read(tmp_path / ("a text instead of a path " * 20))


def test_endings_are_read_up_to_case(write) -> None:
    assert len(read(write("R.CSV", ROWS))) == 20
    assert len(read(write("R.csv.GZ", gzip.compress(ROWS.encode())))) == 20


def test_gzip_is_known_by_its_bytes(write) -> None:
    assert len(read(write("r.csv", gzip.compress(ROWS.encode())))) == 20


def test_damaged_gzip_is_refused(write, refused) -> None:
    with refused("data.format", what="gzip"):
        read(write("r.csv.gz", gzip.compress(ROWS.encode())[:-9]))


def test_an_unknown_ending_is_refused_with_the_list(write, refused) -> None:
    with refused("data.format", what=".dat", hint="Parquet"):
        read(write("r.dat", ROWS))
    with refused("data.format", what="there is none"):
        read(write("reviews", ROWS))
