"""The chosen network trained again on every row, as it ships."""

from __future__ import annotations

from pinnace.training.calibrate import Calibration
from pinnace.training.networks.course import Course
from pinnace.training.networks.judging import parameters, settings
from pinnace.training.networks.lowering import lower
from pinnace.training.networks.making import make, shrink
from pinnace.training.networks.recipe import Net
from pinnace.training.packaged_network import PackagedNetwork


def finish(net: Net, course: Course, classes: tuple[str, ...], calibration: Calibration, seed: int) -> PackagedNetwork:
    """Learns for as many epochs as the split run found best, and keeps that run's calibration."""
    network = make(net, course, None, classes, seed).fitted.network
    network.calibrated(calibration.scale, calibration.shift)
    shrink(network, net.limit, classes)
    return PackagedNetwork(lower(network, classes), parameters(network), settings(net))
