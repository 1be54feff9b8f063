"""How likely an answer comes in time, over the mix of devices and networks, and not only on average.

Network: a round trip is log-normal through its p50 and p95. A first request needs four (DNS, TCP, TLS 1.3, the
request: RFC 8446), one on an open connection needs one; the input goes up and the answer comes down at the network's
rate. Device: the time on a fast desktop core times a slowdown whose logarithm is triangular within each class of
device.
"""

from __future__ import annotations

import math

import numpy as np

from pinnace.advising.book import Device, Network
from pinnace.advising.case import Case
from pinnace.advising.normal import below
from pinnace.advising.options import Option, ServerKind

WARM_ROUND_TRIPS, COLD_ROUND_TRIPS = 1, 4
P95 = 1.6448536269514722  # standard deviations


def service_ms(case: Case, server: ServerKind, option: Option) -> np.ndarray:
    """(D,) ms from the arrival of a request to its answer."""
    speedup = case["model.gpu_speedup"] if case.app.model.gpu == "yes" else 1.0
    model = case["model.server_desktop_ms"] * case["server.slowdown"] / speedup
    if server in ("canned", "hosted") and option.offer:
        return case[f"offer.{option.offer.id}.ms"] + (model if option.offer.own_model else 0.0)
    return case["server.overhead_ms"] + model


def in_time_on_network(case: Case, network: Network, service: np.ndarray, within_ms: np.ndarray) -> np.ndarray:
    """(D,) chance that a server's answer arrives within `within_ms` (D,) over one network."""
    sigma = math.log(network.p95_ms / network.p50_ms) / P95
    rest = within_ms - service - transfer_ms(case, network)
    cold = 1 / np.maximum(case["use.session"], 1)
    return (1 - cold) * _round_trips(rest / WARM_ROUND_TRIPS, network.p50_ms, sigma) + cold * _round_trips(
        rest / COLD_ROUND_TRIPS, network.p50_ms, sigma
    )


def transfer_ms(case: Case, network: Network) -> np.ndarray:
    """(D,) ms to send the input and receive the answer; 1 Mbit/s is 1,000 bits a ms."""
    up, down = case["input.bytes"], case["input.answer_bytes"]
    return 8 * up / (1_000 * network.up_mbps) + 8 * down / (1_000 * network.down_mbps)


def in_time_on_device(case: Case, device: Device, within_ms: np.ndarray) -> np.ndarray:
    """(D,) chance that a device of this class answers within `within_ms` (D,)."""
    ratio = within_ms / np.maximum(case["model.desktop_ms"], 1e-9)
    low, likely, high = (math.log(x) for x in (device.slowdown.low, device.slowdown.likely, device.slowdown.high))
    return _triangular(np.log(np.maximum(ratio, 1e-12)), low, likely, high)


def chances(case: Case, option: Option, within_ms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(devices, D) on the device and (networks, D) from the server; zeros where the option has no such place."""
    devices, networks = case.book.devices.values(), case.book.networks.values()
    here = np.zeros((len(devices), case.size))
    if option.on_device:
        here = np.stack([in_time_on_device(case, device, within_ms) for device in devices])
    there = np.zeros((len(networks), case.size))
    if option.server:
        service = service_ms(case, option.server, option)
        there = np.stack([in_time_on_network(case, network, service, within_ms) for network in networks])
    return here, there


def _round_trips(limit_ms: np.ndarray, p50_ms: float, sigma: float) -> np.ndarray:
    """Chance that a log-normal round trip takes at most `limit_ms`; never when that is below zero."""
    safe = np.log(np.maximum(limit_ms, 1e-9) / p50_ms)
    chance = below(safe / sigma) if sigma > 0 else (safe >= 0).astype(float)
    return np.where(limit_ms > 0, chance, 0.0)


def _triangular(x: np.ndarray, low: float, likely: float, high: float) -> np.ndarray:
    """The triangular distribution's cumulative function."""
    if high <= low:
        return (x >= low).astype(float)
    span = high - low
    rising = np.clip(x - low, 0, None) ** 2 / (span * max(likely - low, 1e-12))
    falling = 1 - np.clip(high - x, 0, None) ** 2 / (span * max(high - likely, 1e-12))
    return np.where(x <= low, 0.0, np.where(x < likely, rising, np.where(x < high, falling, 1.0)))
