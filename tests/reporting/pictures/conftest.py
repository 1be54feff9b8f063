"""One real run on small pictures, that errs now and then."""

from __future__ import annotations

import pytest
from picture_files import stripes_folder

import pinnace


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> pinnace.TrainOutcome:
    pytest.importorskip("torch")
    from pinnace.training.images import recipe

    folder = tmp_path_factory.mktemp("pictures")
    data = stripes_folder(folder / "<b>stripes", 60)
    for path in sorted((data / "level").iterdir())[::4]:  # in the wrong folder: there are mistakes to show
        path.rename(data / "upright" / f"not {path.name}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipe, "VISITS", 100)
        patch.setattr(recipe, "FEWEST", 3)
        return pinnace.train(data, out=folder / "run", max_size=16_000, test=data, margin=1.0)
