"""A network rung trained in every trial and judged by the core on the rows held back."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package
from pinnace.training.buckets import bucket_rows
from pinnace.training.calibrate import Calibration, calibrate, calibration_error
from pinnace.training.ladder import Held, Judged
from pinnace.training.logistic import cross_entropy, one_hot, predicted
from pinnace.training.model import UNIT
from pinnace.training.networks.course import Course
from pinnace.training.networks.fitting import SETTINGS
from pinnace.training.networks.lowering import lower
from pinnace.training.networks.making import Made, device, make
from pinnace.training.networks.network import Network, predict
from pinnace.training.networks.recipe import Net
from pinnace.training.packaged_network import PackagedNetwork
from pinnace.training.result import Epoch, Rung
from pinnace.training.teacher.cache import Cache, key


@dataclass(frozen=True)
class Outcome:
    """What training a rung in every trial gave: all that is kept on disk of a finished rung."""

    packages: tuple[bytes, ...]
    scale: float
    shift: tuple[float, ...]
    float_accuracy: float
    parameters: int
    epochs: int
    curve: tuple[Epoch, ...]
    seconds: float


def judge_network(
    net: Net,
    held: Sequence[Held],
    courses: Sequence[Course],
    classes: tuple[str, ...],
    seed: int,
    cache: Cache,
    advance: Callable[[], None],
) -> Judged:
    """Train the rung in every trial, or take it from the cache, and pool what its packages say."""
    outcome = _stored(
        cache, _name(net, held, courses, classes, seed), lambda: _train(net, held, courses, classes, seed, advance)
    )
    given = np.concatenate([h.labels for h in held])
    targets = one_hot(given, len(classes))
    scores = np.concatenate([answers(package, h.texts) for package, h in zip(outcome.packages, held, strict=True)])
    losses, _ = cross_entropy(scores, targets)
    said = predicted(scores)
    rung = Rung(
        net.name,
        len(outcome.packages[0]),
        float((said == given).mean()),
        outcome.float_accuracy,
        float(losses.mean()),
        outcome.seconds,
        kind=net.shape.kind,
        parameters=outcome.parameters,
        epochs=outcome.curve,
    )
    trained = replace(net, epochs=outcome.epochs)
    return Judged(
        rung,
        trained,
        Calibration(outcome.scale, np.array(outcome.shift)),
        calibration_error(scores, given),
        tuple(PackagedNetwork(package, outcome.parameters, settings(trained)) for package in outcome.packages),
        np.concatenate([h.rows for h in held]),
        given,
        said,
        losses,
    )


def _train(
    net: Net,
    held: Sequence[Held],
    courses: Sequence[Course],
    classes: tuple[str, ...],
    seed: int,
    advance: Callable[[], None],
) -> Outcome:
    began = time.perf_counter()
    made: list[Made] = []
    for h, c in zip(held, courses, strict=True):
        # Later trials learn for as many epochs as the first found best.
        epochs = made[0].fitted.epochs if made else 0
        made.append(make(replace(net, epochs=epochs), h.trial, c, classes, seed, advance))
    targets = one_hot(np.concatenate([h.labels for h in held]), len(classes))
    exact = np.concatenate(
        [answers(lower(m.fitted.network, classes), h.texts) for m, h in zip(made, held, strict=True)]
    )
    floats = np.concatenate([_floats(m, h, len(classes)) for m, h in zip(made, held, strict=True)])
    calibration = calibrate(exact, targets)
    for m in made:
        m.fitted.network.calibrated(calibration.scale, calibration.shift)
    given = np.concatenate([h.labels for h in held])
    first = made[0].fitted
    return Outcome(
        tuple(lower(m.fitted.network, classes) for m in made),
        calibration.scale,
        tuple(calibration.shift.tolist()),
        float((predicted(calibrate(floats, targets)(floats)) == given).mean()),
        parameters(first.network),
        first.epochs,
        first.curve,
        time.perf_counter() - began,
    )


def _floats(made: Made, held: Held, classes: int) -> NDArray[np.float64]:
    """(n, D) scores of the network in real numbers, before integers."""
    rows = None
    if made.student is not None:
        rows = bucket_rows(held.grams, made.student.bits, made.student.multiplier, made.student.buckets)
    return predict(made.fitted.real, made.lessons(held.texts, one_hot(held.labels, classes), rows))


def answers(package: bytes, texts: list[str]) -> NDArray[np.float64]:
    """(n, D) scores in nats by the core."""
    return Package(package, where="a network rung").predict(texts).scores.astype(np.float64) / UNIT


def parameters(network: Network) -> int:
    """Weights and biases in the package."""
    absent = int((~network.embed.rows_alive()).sum()) + 1
    return sum(p.numel() for p in network.parameters()) - absent * network.embed.table.weight.shape[1]


def settings(net: Net) -> dict[str, Any]:
    """What the model card says of a network."""
    return {**asdict(net.shape), "epochs": net.epochs}


def _name(net: Net, held: Sequence[Held], courses: Sequence[Course], classes: tuple[str, ...], seed: int) -> str:
    """Names everything that the rung is made from and judged on."""
    parts: list[Any] = [net, classes, seed, SETTINGS, str(device()), held[0].trial.material.features]
    for h, c in zip(held, courses, strict=True):
        parts += [c.texts, c.targets, c.weights, c.source, h.texts, h.labels]
    return f"rung-{key(*parts)}"


def _stored(cache: Cache, name: str, make: Callable[[], Outcome]) -> Outcome:
    def packed() -> NDArray[np.uint8]:
        fields = asdict(make())
        fields["packages"] = [base64.b64encode(package).decode() for package in fields["packages"]]
        return np.frombuffer(json.dumps(fields).encode(), np.uint8)

    fields = json.loads(cache.array(name, packed).tobytes())
    fields["packages"] = tuple(base64.b64decode(package) for package in fields["packages"])
    fields["curve"] = tuple(Epoch(**epoch) for epoch in fields["curve"])
    return Outcome(**{**fields, "shift": tuple(fields["shift"])})
