"""Short epochs and large steps: made-up texts are learned in seconds."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def short_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    fitting = pytest.importorskip(
        "pinnace.training.networks.fitting", reason="not run: no PyTorch", exc_type=ImportError
    )
    monkeypatch.setattr(fitting, "EPOCH_TEXTS", 1_500)
    monkeypatch.setattr(fitting, "RATE", 2e-2)
