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
