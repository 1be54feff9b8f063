"""Training uses a GPU where there is one; what was trained there is what the core computes, as from anywhere."""

from __future__ import annotations

import copy

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason='not run: pip install "pinnace[train]"')

from pinnace.runtime import Package  # noqa: E402
from pinnace.training.device import device  # noqa: E402
from pinnace.training.features import Features  # noqa: E402
from pinnace.training.lessons import gather  # noqa: E402
from pinnace.training.networks.course import apart  # noqa: E402
from pinnace.training.networks.keys import Reading  # noqa: E402
from pinnace.training.networks.lowering import lower  # noqa: E402
from pinnace.training.networks.making import make  # noqa: E402
from pinnace.training.networks.network import predict  # noqa: E402
from pinnace.training.networks.recipe import COMPARED, plan  # noqa: E402
from pinnace.training.trial import material, prepare  # noqa: E402

WORDS = np.array([f"word{i}" for i in range(60)])


@pytest.mark.parametrize("there, chosen", [(True, "cuda"), (False, "cpu")])
def test_a_gpu_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch, there: bool, chosen: str) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: there)
    assert device().type == chosen


@pytest.mark.parametrize("kind", COMPARED if torch.cuda.is_available() else ["hybrid"])
def test_a_seed_gives_the_same_bytes_again_and_the_core_computes_what_was_trained(kind: str) -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, 400).astype(np.int32)
    texts = [" ".join([*random.choice(WORDS, 9), ("bad", "good")[label]]) for label in labels]
    gathered = gather(texts, [], 0)
    trial = prepare(material(Features(1), gathered, labels, 2), np.arange(400), 5e-4)
    net = plan(kind, 6_000, 1, Reading(20, 6))
    assert net is not None
    made, again = (make(net, *apart(trial, gathered, np.arange(400), 0), ("bad", "good"), 0) for _ in range(2))
    assert next(made.fitted.network.parameters()).device.type == device().type
    shipped = lower(made.fitted.network, ("bad", "good"))
    assert shipped == lower(again.fitted.network, ("bad", "good"))
    here = copy.deepcopy(made.fitted.network).cpu().double()
    simulated = predict(here, made.reader.lessons(texts, np.zeros((400, 1))))
    said = Package(shipped).predict(texts)
    assert np.array_equal(np.rint(simulated * 1024).astype(np.int64), said.scores)
    assert (said.indices == labels).mean() > 0.9
