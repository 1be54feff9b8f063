"""A network rung trained in the first trial and judged by the core on the rows held back from it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.runtime import Package
from pinnace.training.calibrate import Calibration, calibrate, calibration_error
from pinnace.training.device import device
from pinnace.training.ladder import Held, Judged
from pinnace.training.logistic import cross_entropy, one_hot, predicted
from pinnace.training.model import UNIT
from pinnace.training.networks.course import Course
from pinnace.training.networks.fitting import SETTINGS
from pinnace.training.networks.lowering import lower
from pinnace.training.networks.making import Made, make
from pinnace.training.networks.network import Network, predict
from pinnace.training.networks.recipe import Net
from pinnace.training.packaged_network import PackagedNetwork
from pinnace.training.result import Epoch, Rung
from pinnace.training.teacher.cache import Cache, key

FORM = 3  # of what is kept on disk: raised when Outcome, Epoch or how they come about change


@dataclass(frozen=True)
class Outcome:
    """What training a rung gave: all that is kept on disk of a finished one."""

    package: bytes
    scale: float
    shift: tuple[float, ...]
    float_accuracy: float
    parameters: int
    epochs: int
    integer_epochs: int
    curve: tuple[Epoch, ...]
    seconds: float


def judge_network(
    net: Net,
    held: Held,
    course: Course,
    stopping: Held,
    classes: tuple[str, ...],
    seed: int,
    cache: Cache,
    advance: Callable[[], None],
) -> Judged:
    """Train the rung, or take it from the cache, and see what its package says of the rows held back."""
    name = _name(net, held, course, stopping, classes, seed)
    outcome = _stored(cache, name, lambda: _outcome(net, held, course, stopping, classes, seed, advance))
    scores = answers(outcome.package, held.texts)
    losses, _ = cross_entropy(scores, one_hot(held.labels, len(classes)))
    said = predicted(scores)
    rung = Rung(
        net.name,
        len(outcome.package),
        float((said == held.labels).mean()),
        outcome.float_accuracy,
        float(losses.mean()),
        outcome.seconds,
        kind=net.shape.kind,
        parameters=outcome.parameters,
        epochs=outcome.curve,
        judged_on=len(held.rows),
    )
    trained = replace(net, epochs=outcome.epochs, integer_epochs=outcome.integer_epochs)
    return Judged(
        rung,
        trained,
        Calibration(outcome.scale, np.array(outcome.shift)),
        calibration_error(scores, held.labels),
        (PackagedNetwork(outcome.package, outcome.parameters, settings(trained)),),
        held.rows,
        held.labels,
        said,
        losses,
    )


@dataclass(frozen=True)
class Trained:
    """A rung: its package, calibrated on the rows held back, and the same network in real numbers, calibrated alike."""

    made: Made
    package: bytes
    calibration: Calibration
    real_calibration: Calibration

    def real(self, texts: list[str]) -> NDArray[np.float64]:
        """(n, D) scores in nats of the network before it became integers."""
        unknown = np.zeros((len(texts), len(self.real_calibration.shift)))
        return self.real_calibration(predict(self.made.fitted.real, self.made.reader.lessons(texts, unknown)))


def train(
    net: Net,
    held: Held,
    course: Course,
    stopping: Held,
    classes: tuple[str, ...],
    seed: int,
    advance: Callable[[], None] = lambda: None,
) -> Trained:
    """Train the rung and calibrate it on the rows held back."""
    made = make(net, course, stopping, classes, seed, advance)
    network, targets = made.fitted.network, one_hot(held.labels, len(classes))
    floats = predict(made.fitted.real, made.reader.lessons(held.texts, targets))
    calibration = calibrate(answers(lower(network, classes), held.texts), targets)
    network.calibrated(calibration.scale, calibration.shift)
    return Trained(made, lower(network, classes), calibration, calibrate(floats, targets))


def _outcome(
    net: Net,
    held: Held,
    course: Course,
    stopping: Held,
    classes: tuple[str, ...],
    seed: int,
    advance: Callable[[], None],
) -> Outcome:
    began = time.perf_counter()
    trained = train(net, held, course, stopping, classes, seed, advance)
    fitted = trained.made.fitted
    return Outcome(
        trained.package,
        trained.calibration.scale,
        tuple(trained.calibration.shift.tolist()),
        float((predicted(trained.real(held.texts)) == held.labels).mean()),
        parameters(fitted.network),
        fitted.epochs,
        fitted.integer_epochs,
        fitted.curve,
        time.perf_counter() - began,
    )


def answers(package: bytes, texts: list[str]) -> NDArray[np.float64]:
    """(n, D) scores in nats by the core."""
    return Package(package, where="a network rung").predict(texts).scores.astype(np.float64) / UNIT


def parameters(network: Network) -> int:
    """Weights and biases in the package."""
    absent = int((~network.embed.rows_alive()).sum()) + 1
    counted = sum(p.numel() for p in network.parameters() if p.requires_grad)
    return counted - absent * network.embed.table.weight.shape[1]


def settings(net: Net) -> dict[str, Any]:
    """What the model card says of a network."""
    return {**asdict(net.shape), "epochs": net.epochs, "integer_epochs": net.integer_epochs}


def _name(net: Net, held: Held, course: Course, stopping: Held, classes: tuple[str, ...], seed: int) -> str:
    """Names everything that the rung is made from and judged on."""
    settings = (
        FORM,
        net,
        classes,
        seed,
        SETTINGS,
        str(device()),
        course.trial.material.features,
        course.trial.strength,
    )
    taught = (course.texts, course.targets, course.weights)
    asked = (stopping.texts, stopping.labels, held.texts, held.labels)
    return f"rung-{key(*settings, *taught, *asked)}"


def _stored(cache: Cache, name: str, make: Callable[[], Outcome]) -> Outcome:
    def packed() -> NDArray[np.uint8]:
        fields = asdict(make())
        fields["package"] = base64.b64encode(fields["package"]).decode()
        return np.frombuffer(json.dumps(fields).encode(), np.uint8)

    fields = json.loads(cache.array(name, packed).tobytes())
    fields["package"] = base64.b64decode(fields["package"])
    fields["curve"] = tuple(Epoch(**epoch) for epoch in fields["curve"])
    fields["shift"] = tuple(fields["shift"])
    return Outcome(**fields)
