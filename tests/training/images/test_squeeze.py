"""Squeeze-and-excitation: what is trained is what the core runs."""

from __future__ import annotations

import numpy as np
import pytest
from picture_files import scene

import pinnace
from pinnace.checking import reference
from pinnace.runtime.picture import View, raw
from pinnace.training.images.rungs import Block, Rung, mobile

torch = pytest.importorskip("torch")

from pinnace.training.images import fitting  # noqa: E402
from pinnace.training.images.network import PictureNetwork  # noqa: E402

LABELS = ("a", "b", "c")
PLAIN = Rung("plain", 8, (Block(8, residual=True, squeeze=True), Block(12, 2, squeeze=True)))


def made(rung: Rung) -> tuple[PictureNetwork, np.ndarray]:
    """A network of chance whose gates differ from picture to picture; pictures (n, 16, 16, 3)."""
    torch.manual_seed(3)
    network = PictureNetwork(rung, 3, View(16, 16))
    for squeeze in network.squeezes():
        torch.nn.init.normal_(squeeze.out.weight, std=3.0)
    seen = np.stack([np.asarray(scene(seed, 16, 16)) for seed in range(24)])
    network.quantise(fitting.tensor(fitting.numbers(seen)))
    return network, seen


@pytest.mark.parametrize("rung", [mobile(8, squeeze=True), PLAIN], ids=lambda rung: rung.name)
def test_the_core_runs_what_was_trained(rung: Rung) -> None:
    network, seen = made(rung)
    package = network.plan(LABELS)
    core = pinnace.Package(package).predict(list(seen)).scores
    ours = fitting.scores_of(network, seen) * 1024
    assert np.abs(core - ours).max() < 0.02 * np.abs(ours).max() + 2  # a rounding now and then, in float32
    known = reference.parse(package)
    assert [reference.answer(known, raw(one))[0] for one in seen[:2]] == core[:2].tolist()
    assert np.abs(core - other_gates(network, seen)).max() > 0.1 * np.abs(core).max()


def other_gates(network: PictureNetwork, seen: np.ndarray) -> np.ndarray:
    """The scores if every gate were half open."""
    for squeeze in network.squeezes():
        torch.nn.init.zeros_(squeeze.out.weight)
        torch.nn.init.zeros_(squeeze.out.bias)
    return pinnace.Package(network.plan(LABELS)).predict(list(seen)).scores


def test_integers_are_close_to_what_they_stand_for() -> None:
    network, seen = made(mobile(8, squeeze=True))
    whole = fitting.scores_of(network, seen)
    network.loosen()
    real = fitting.scores_of(network, seen)
    assert np.abs(whole - real).max() < 0.2 * np.abs(real).max()


def test_gates_learn() -> None:
    network, seen = made(PLAIN)
    network(fitting.tensor(fitting.numbers(seen))).square().sum().backward()
    for squeeze in network.squeezes():
        assert squeeze.into.weight.grad.abs().sum() > 0 and squeeze.out.bias.grad.abs().sum() > 0


def test_weights_and_outputs_are_counted_as_layers_have_them() -> None:
    for rung in (mobile(8, squeeze=True), PLAIN):
        network = PictureNetwork(rung, 3, View(16, 16))
        layers = [
            *network.squares(),
            *(layer for squeeze in network.squeezes() for layer in (squeeze.into, squeeze.out)),
        ]
        assert rung.weights(3) == sum(layer.weight.numel() for layer in layers) + network.scores.weight.numel()
        assert rung.outputs == sum(len(layer.bias) for layer in layers)
