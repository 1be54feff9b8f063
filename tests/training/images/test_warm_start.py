"""Going on from a package of pictures: the same network at first, and little that changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from picture_files import scene, stripes, stripes_folder

import pinnace
from pinnace.checking.reference.package import parse
from pinnace.checking.reference.tensors import Dense
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence

torch = pytest.importorskip("torch")

from pinnace.training.images import fitting, recipe, rungs  # noqa: E402
from pinnace.training.images.network import PictureNetwork  # noqa: E402
from pinnace.training.images.warm_start import read_network  # noqa: E402


def weights_of(package: bytes) -> list[np.ndarray]:
    return [np.array(tensor.rows) for tensor in parse(package).tensors if isinstance(tensor, Dense)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> pinnace.TrainOutcome:
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 3_000)
        return pinnace.train(stripes_folder(folder / "data", 60), out=folder / "run", max_size=16_000)


@pytest.mark.parametrize(
    "rung", [rungs.RUNGS[1], rungs.mobile(8), rungs.residual(12, 24, 48)], ids=lambda rung: rung.name
)
def test_reads_the_network_that_was_packaged(rung: rungs.Rung, tmp_path: Path) -> None:
    torch.manual_seed(5)
    network = PictureNetwork(rung, 3, pinnace.runtime.picture.View(32, 32))
    seen = np.stack([np.asarray(scene(seed, 32, 32)) for seed in range(40)])
    network.quantise(fitting.tensor(fitting.numbers(seen)))
    network.coarsen(31)
    path = tmp_path / "some.pinnace"
    path.write_bytes(network.plan(("a", "b", "c")))
    again = read_network(path)
    assert again.rung == rung and again.labels == ("a", "b", "c")
    package = again.grown(3).plan(("a", "b", "c"))
    for before, after in zip(weights_of(path.read_bytes()), weights_of(package), strict=True):
        assert np.array_equal(before, after)
    scores = [pinnace.Package(p).predict(list(seen)).scores for p in (path.read_bytes(), package)]
    assert np.abs(scores[0] - scores[1]).max() <= 0.01 * np.abs(scores[0]).max() + 1


def test_little_changes_and_nothing_is_forgotten(first: pinnace.TrainOutcome, tmp_path: Path) -> None:
    data = stripes_folder(tmp_path / "data", 66)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 600)
        after = pinnace.train(data, out=tmp_path / "run", warm_start=first.package)
    assert after.rung == first.rung and after.validation_accuracy > 0.95
    old, new = (weights_of(evidence.split(o.package.read_bytes())[0]) for o in (first, after))
    changed = np.mean([np.mean(a != b) for a, b in zip(old, new, strict=True)])
    assert 0 < changed < 0.5


def test_a_new_class_follows_the_old_ones(first: pinnace.TrainOutcome, tmp_path: Path) -> None:
    data = stripes_folder(tmp_path / "data", 40)
    (data / "a scene").mkdir()
    for seed in range(40):
        scene(seed, 24, 24).save(data / "a scene" / f"{seed}.png")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 3_000)
        after = pinnace.train(data, out=tmp_path / "run", warm_start=first.package)
    package = pinnace.Package.load(after.package)
    assert tuple(package.labels) == ("level", "upright", "a scene")
    assert package.predict([stripes(9_000, True), scene(999, 24, 24)]).labels == ["upright", "a scene"]


def test_other_packages_are_refused(first: pinnace.TrainOutcome, tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text(
        "text,label\n" + "".join(f"good day {i},a\nbad night {i},b\n" for i in range(30))
    )
    texts = pinnace.train(tmp_path / "texts.csv", out=tmp_path / "texts", report=False)
    with pytest.raises(PinnaceError, match=r"warm_start\.kind"):
        pinnace.train(stripes_folder(tmp_path / "data", 8), out=tmp_path / "run", warm_start=texts.package)
    with pytest.raises(PinnaceError, match=r"warm_start\.kind"):
        pinnace.train(tmp_path / "texts.csv", out=tmp_path / "run", warm_start=first.package)
