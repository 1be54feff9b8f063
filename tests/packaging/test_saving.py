"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinnace.errors import PinnaceError
from pinnace.packaging import saving


def test_replaces(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.bin"
    saving.save(path, b"one")
    saving.save(path, b"two")
    assert path.read_bytes() == b"two"
    assert [child.name for child in path.parent.iterdir()] == ["a.bin"]


def test_leaves_nothing_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(OSError):
        saving.save(tmp_path / "a.bin", b"one")
    assert [child.name for child in tmp_path.iterdir()] == ["a.bin"]


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(PinnaceError, match=r"usage\.out"):
        saving.prepare(tmp_path / "run" / "deep")
    assert saving.prepare(tmp_path / "other" / "deep") == tmp_path / "other" / "deep"
    assert not (tmp_path / "other").exists()


def test_of_several_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("a file where a folder should be")
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OSError):
        saving.save_all({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "c" / "d": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(child.name for child in tmp_path.iterdir()) == ["a", "c"]
    saving.save_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"new", b"new"]
