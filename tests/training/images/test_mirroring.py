"""Both sides of a picture: where it pays, what it costs, and that the core says what was judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from picture_files import scene

torch = pytest.importorskip("torch")

import pinnace  # noqa: E402
from pinnace.runtime.picture import View  # noqa: E402
from pinnace.training.images import climbing, fitting, mirroring, recipe, rungs, warm_start  # noqa: E402
from pinnace.training.images.network import PictureNetwork  # noqa: E402

RUNGS = (rungs.mobile(8, squeeze=True), rungs.residual(8, 16, 24), rungs.pooled(8, 16))
LABELS = ("a", "b", "c")


def pictures(n: int) -> np.ndarray:
    return np.stack([np.asarray(scene(seed, 32, 32)) for seed in range(n)])


@pytest.fixture(scope="module", params=RUNGS, ids=lambda rung: rung.name)
def fitted(request: pytest.FixtureRequest) -> fitting.Fitted:
    seen, rows = pictures(60), np.arange(60)
    lesson = fitting.lesson_of(seen, (rows % 3).astype(np.int32), rows, rows[:8], classes=3, mirror=True)
    return fitting.fit(request.param, View(32, 32), lesson, recipe.Recipe(3, 1), seed=1)


def test_the_core_looks_at_both_sides(fitted: fitting.Fitted) -> None:
    seen = pictures(40)
    mirroring.look_both_ways(fitted, False)
    alone = pinnace.Package(fitted.network.plan(LABELS))
    mirroring.look_both_ways(fitted, True)
    assert fitted.real.mirrored
    both = pinnace.Package(fitted.network.plan(LABELS))
    core, ours = both.predict(list(seen)).scores / 1024, fitting.scores_of(fitted.network, seen)
    assert np.abs(core - ours).max() < 0.1 * np.abs(ours).max() + 0.02
    flipped = np.ascontiguousarray(seen[:, :, ::-1])
    assert np.array_equal(both.predict(list(flipped)).scores, both.predict(list(seen)).scores)
    mean = (alone.predict(list(seen)).scores + alone.predict(list(flipped)).scores) / 2
    assert np.abs(both.predict(list(seen)).scores - mean).max() <= 1.5  # each half is rounded by itself


def test_costs_some_hundred_bytes(fitted: fitting.Fitted) -> None:
    mirroring.look_both_ways(fitted, False)
    one = len(fitted.network.plan(LABELS))
    mirroring.look_both_ways(fitted, True)
    assert one < len(fitted.network.plan(LABELS)) < one + 800


def test_a_later_training_goes_on_from_it(fitted: fitting.Fitted, tmp_path: Path) -> None:
    if fitted.network.rung not in rungs.RUNGS:
        fitted = fitting.Fitted(PictureNetwork(rungs.RUNGS[1], 3, View(32, 32)), fitted.real, ())
        fitted.network.quantise(fitting.tensor(fitting.numbers(pictures(20))))
    fitted.network.eval().mirrored = True
    path = tmp_path / "a.pinnace"
    path.write_bytes(fitted.network.plan(LABELS))
    seen = pictures(20)
    again = warm_start.read_network(path).network.eval()
    again.mirrored = True
    before, after = fitting.scores_of(fitted.network, seen), fitting.scores_of(again, seen)
    assert np.abs(before - after).max() < 0.05 * np.abs(before).max() + 0.02


@pytest.mark.parametrize(
    ("gained", "within", "expected"),
    [
        (0, None, False),
        (3, None, False),
        (20, None, True),
        (20, 3.0, False),
        (3, 0.0, True),
        (0, 0.0, False),
    ],
)
def test_pays_from_half_a_point_or_what_was_asked_for_and_chance_on(
    gained: int, within: float | None, expected: bool, monkeypatch: pytest.MonkeyPatch, fitted: fitting.Fitted
) -> None:
    """Of 1,000 pictures the second answer mends so many, and spoils none."""
    truth = np.zeros(1_000, np.int32)
    one = np.tile([1.0, 0.0], (1_000, 1))
    one[:100] = [0.0, 1.0]
    other = one.copy()
    other[:gained] = [3.0, 0.0]
    answers = iter((one, other))
    monkeypatch.setattr(mirroring, "scores_of", lambda network, seen: next(answers))
    worth = climbing.Route((), recipe.Recipe, within=within).worth
    assert mirroring.pays(fitted, pictures(1), truth, worth) is expected
