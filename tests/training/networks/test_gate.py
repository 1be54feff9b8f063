"""The gate in front of networks: integers that lose too much against the network in real numbers do not ship."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from word_order import orders  # noqa: E402

import pinnace  # noqa: E402
from pinnace.errors import PinnaceError  # noqa: E402
from pinnace.training.networks.network import Network  # noqa: E402

AWAY = 10.0  # nats


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts whose order decides: a convolution is chosen."""
    path, data = tmp_path_factory.mktemp("data") / "orders.csv", orders(1_200)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows((text, data.classes[label]) for text, label in zip(data.texts, data.labels, strict=True))
    return path


def train(table: Path, out: Path) -> pinnace.TrainOutcome:
    return pinnace.train(table, out=out, max_size=3_000, networks=["conv"], report=False)  # type: ignore[arg-type]


def test_a_network_that_lost_little_ships(table: Path, tmp_path: Path) -> None:
    made = train(table, tmp_path)
    assert made.rung.startswith("conv")
    assert made.package.exists()
    assert made.result.float_accuracy - made.validation_accuracy <= 0.01


def test_a_network_that_lost_too_much_is_refused(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault of this file: calibration puts the package's scores nats away from where they belong."""
    honest = Network.calibrated
    monkeypatch.setattr(Network, "calibrated", lambda self, scale, shift: honest(self, scale, shift + AWAY))
    with pytest.raises(PinnaceError, match="its float model") as refused:
        train(table, tmp_path)
    assert refused.value.code == "gate.accuracy"
    assert not list(tmp_path.glob("*.pinnace"))
