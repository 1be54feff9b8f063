"""Stages on disk: used when whole and made from the same things, otherwise made again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinnace.training.teacher.cache import Cache, key


def test_a_stage_is_made_once(tmp_path: Path) -> None:
    made = []

    def make() -> np.ndarray:
        made.append(1)
        return np.arange(5)

    assert Cache(tmp_path / "cache").array("stage", make).tolist() == [0, 1, 2, 3, 4]
    assert Cache(tmp_path / "cache").array("stage", make).tolist() == [0, 1, 2, 3, 4]
    assert made == [1]
    (tmp_path / "cache" / "stage.npy").write_bytes((tmp_path / "cache" / "stage.npy").read_bytes()[:-3])
    assert Cache(tmp_path / "cache").array("stage", make).tolist() == [0, 1, 2, 3, 4]
    assert made == [1, 1]


def test_an_interrupted_stage_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> np.ndarray:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Cache(tmp_path / "cache").array("stage", interrupted)
    assert not list(tmp_path.rglob("*.npy"))


def test_without_a_folder_nothing_is_kept_and_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    assert Cache(None).array("stage", lambda: np.ones(2)).tolist() == [1, 1]
    (tmp_path / "file").write_text("")
    assert Cache(tmp_path / "file").array("stage", lambda: np.ones(2)).tolist() == [1, 1]


def test_keys_tell_everything_apart() -> None:
    parts = [np.arange(3), np.arange(3.0), np.arange(3).reshape(1, 3), ["a", "b"], ["ab"], ["a", "b", ""], 3, "3", None]
    assert len({key(part) for part in parts}) == len(parts)
    assert key(["a"], ["b"]) != key(["a", "b"], [])
    assert key(np.arange(3), ["a"]) == key(np.arange(3), ["a"])
