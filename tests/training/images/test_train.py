"""From a folder of pictures to a package, on a set that a small network learns in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from picture_files import stripes, stripes_folder

import pinnace
from pinnace.checking import check, torture_pictures
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime.picture import raw

torch = pytest.importorskip("torch")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> pinnace.TrainOutcome:
    from pinnace.training.images import recipe

    folder = tmp_path_factory.mktemp("stripes")
    data, test = stripes_folder(folder / "data", 60), stripes_folder(folder / "test", 40, seed=1_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 4_000)
        return pinnace.train(data, out=folder / "run", test=test, max_size=16_000)


def test_learns(outcome: pinnace.TrainOutcome) -> None:
    assert outcome.accuracy > 0.95
    assert outcome.bytes < 8_000 and outcome.rung == "pooled-4-8-16-sums"
    assert outcome.result.float_accuracy - outcome.validation_accuracy < 0.03
    assert (outcome.package.parent / "contact-sheet.png").stat().st_size > 1_000


def test_predicts_whatever_holds_a_picture(outcome: pinnace.TrainOutcome, tmp_path: Path) -> None:
    package = pinnace.Package.load(outcome.package)
    image = stripes(5_000, True)
    image.save(tmp_path / "a.png")
    expected = package.predict(image)
    assert expected.label == "upright"
    assert expected == package.predict(tmp_path / "a.png") == package.predict(str(tmp_path / "a.png"))
    assert expected == package.predict((tmp_path / "a.png").read_bytes()) == package.predict(np.asarray(image))
    assert expected == package.predict_raw(raw(np.asarray(image)))
    many = package.predict([image, stripes(5_001, False)])
    assert many.labels == ["upright", "level"] and many[0] == expected
    assert package.predict([]).labels == []
    assert package.seen(image).shape == (32, 32, 3)
    assert package.predict(package.seen(image)).label == "upright"
    with pytest.raises(PinnaceError, match=r"data\.picture"):
        package.predict("no such file.png")
    with pytest.raises(PinnaceError, match=r"input\.picture"):
        package.predict(3.5)


def test_the_package_is_the_network_that_was_trained(outcome: pinnace.TrainOutcome) -> None:
    """The integers of the core and the same network in PyTorch differ by a rounding now and then, not more."""
    from pinnace.runtime.picture import View
    from pinnace.training.images import fitting, recipe, rungs

    seen = np.stack([pinnace.Package.load(outcome.package).seen(stripes(seed, bool(seed % 2))) for seed in range(60)])
    labels = np.arange(60, dtype=np.int32) % 2
    rows = np.arange(60)
    lesson = fitting.lesson_of(seen, labels, rows, rows[:8], classes=2, mirror=True)
    for rung in (rungs.mobile(8), rungs.residual(8, 16, 24), rungs.pooled(8, 16), rungs.pooled(8, 16, sums=True)):
        fitted = fitting.fit(rung, View(32, 32), lesson, recipe.Recipe(3, 1), seed=1)
        package = pinnace.Package(fitted.network.plan(("level", "upright")))
        core = package.predict(list(seen)).scores / 1024
        ours = fitting.scores_of(fitted.network, seen)
        assert np.abs(core - ours).max() < 0.05 * np.abs(ours).max() + 0.02


def test_checks_equal(outcome: pinnace.TrainOutcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torture_pictures, "LARGE", (80, 60))  # streamed all the same
    report = check(outcome.package, runtimes=["reference", "python"])
    assert report.equal, report.differences
    assert len(evidence.read(outcome.package)["goldens"]) >= 24


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    from pinnace.training.images import recipe

    data = stripes_folder(tmp_path / "data", 12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 200)
        made = [pinnace.train(data, out=tmp_path / str(i), max_size=16_000, margin=1.0) for i in range(2)]
    assert made[0].package.read_bytes() == made[1].package.read_bytes()


def test_refusals(tmp_path: Path) -> None:
    data = stripes_folder(tmp_path / "few", 2)
    with pytest.raises(PinnaceError, match=r"data\.few"):
        pinnace.train(data, out=tmp_path / "run")
    with pytest.raises(PinnaceError, match=r"usage\.size"):
        pinnace.train(stripes_folder(tmp_path / "data", 8), out=tmp_path / "run", max_size=1_000)
    with pytest.raises(PinnaceError, match=r"usage\.option"):
        pinnace.train(data, out=tmp_path / "run", unlabelled=data)
    for more in ({"teacher": "answers.csv"}, {"teacher": len}, {"side": 300}):
        with pytest.raises(PinnaceError, match=r"usage\.option"):
            pinnace.train(data, out=tmp_path / "run", **more)
    with pytest.raises(PinnaceError, match=r"usage\.task"):
        pinnace.train(data, out=tmp_path / "run", task="smell")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("side, first", [(32, 32), (96, 48), (160, 40)])
def test_larger_views_become_small_at_once(side: int, first: int) -> None:
    from pinnace.runtime.picture import View
    from pinnace.training.images import network, rungs

    made = network.PictureNetwork(rungs.mobile(8), 2, View(side, side))
    assert made.stem(torch.zeros(1, 3, side, side), 1.0).shape[-1] == first
    made.quantise(torch.zeros(2, 3, side, side))
    assert pinnace.Package(made.plan(("a", "b"))).predict(np.zeros((9, 9, 3), np.uint8)).label in ("a", "b")
