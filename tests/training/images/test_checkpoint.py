"""An interrupted run ends with the bytes of one that was not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from picture_files import stripes

torch = pytest.importorskip("torch")

from pinnace.runtime.picture import View  # noqa: E402
from pinnace.training.images import epochs, fitting  # noqa: E402
from pinnace.training.images.checkpoint import Checkpoint  # noqa: E402
from pinnace.training.images.recipe import Recipe  # noqa: E402
from pinnace.training.images.rungs import residual  # noqa: E402

VIEW, RUNG, RECIPE = View(16, 16), residual(4, 8), Recipe(2, 2, erased=0.3, mixed=0.2)


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def trained(checkpoint: Checkpoint | None, stop: int | None = None) -> bytes:
    seen = np.stack([np.asarray(stripes(i, bool(i % 2), 16, 16)) for i in range(40)])
    rows, labels = np.arange(40), np.arange(40, dtype=np.int32) % 2
    lesson = fitting.lesson_of(seen, labels, rows[:32], rows[32:], classes=2, mirror=False)
    done = []

    def advance(steps: int) -> None:
        done.extend(range(steps))
        if len(done) == stop:
            raise Stopped

    fitted = fitting.fit(RUNG, VIEW, lesson, RECIPE, seed=3, checkpoint=checkpoint, advance=advance)
    assert len(done) == len(fitted.epochs) == 4
    assert [epoch.epoch for epoch in fitted.epochs] == [1, 2, 3, 4]
    return fitted.network.plan(("level", "upright"))


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_goes_on(stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epochs, "OFTEN", 0.0)
    checkpoint = Checkpoint(tmp_path / "kept" / "rung.pt", "key")
    with pytest.raises(Stopped):
        trained(checkpoint, stop)
    assert checkpoint.path.exists()
    assert trained(checkpoint) == trained(None)
    checkpoint.remove()
    assert not checkpoint.path.parent.exists()


def test_of_another_run_or_damaged_is_passed_over(tmp_path: Path) -> None:
    ours = Checkpoint(tmp_path / "rung.pt", "ours")
    ours.save({"epoch": 1})
    assert ours.load() == {"key": "ours", "epoch": 1}
    assert Checkpoint(ours.path, "theirs").load() is None
    ours.path.write_bytes(ours.path.read_bytes()[:50])
    assert ours.load() is None
