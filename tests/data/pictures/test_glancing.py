"""Sizes from the heads of files."""

from __future__ import annotations

from pathlib import Path

from picture_files import scene

from pinnace.data.pictures import usual_side


def test_the_median_of_shorter_sides_whatever_is_damaged(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for i in range(8):
            scene(i, 60, 40).save(tmp_path / name / f"{i}.png")
    (tmp_path / "a" / "0.png").write_bytes(b"no picture")
    assert usual_side(tmp_path) == 40.0


def test_none_where_no_head_can_be_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.png").write_bytes(b"no picture")
    assert usual_side(tmp_path) is None
