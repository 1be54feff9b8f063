"""A Pinnace package: its size and memory, its speed over its own goldens, its accuracy from its evidence."""

from __future__ import annotations

import base64
import math
from pathlib import Path
from typing import Any

import numpy as np

from pinnace.advising.amount import Amount
from pinnace.advising.app import App
from pinnace.advising.measuring.timing import milliseconds
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, inspect
from pinnace.runtime import Package
from pinnace.runtime.package import contents
from pinnace.runtime.picture import raw
from pinnace.shipping.cores import needed

# On a page, by the core's build: bytes of core and SDK after brotli (bench/results/sizes.md), and how many times longer
# a prediction takes than here (bench/results/advise-deadline.md, without throttling).
WEB_BYTES = {"linear": 14_000, "pictures": 18_000, "networks": 26_000}
WEB_SLOWDOWN = {"linear": 1.25, "pictures": 2.8, "networks": 2.8}
TEXT = b"It was better than I had feared, and the staff could not have been kinder to us."
PICTURE = raw(np.full((480, 640, 3), 128, np.uint8))  # a camera's


def facts(path: str | Path, app: App) -> dict[str, Amount]:
    """Facts of the section [model]. Raises package.*; advise.model for a package of another task."""
    data = contents(path)
    content, model, task = evidence.read(data), Package.load(path), kind(path)
    if task != app.task.kind:
        raise PinnaceError(
            "advise.model",
            what=f"the package predicts {task}, the app {app.task.kind}",
            where=str(path),
            hint="give the app's own package, or change task.kind",
        )
    about = inspect(path)
    core = needed(data).name
    on_web = "web" in app.task.platforms
    size = min(about["bytes"], about["bytes_brotli"]) + (WEB_BYTES[core] if on_web else 0)
    inputs = [base64.b64decode(case["input"]) for case in content.get("goldens", [])]
    inputs = inputs or [TEXT if model.view is None else PICTURE]
    here = milliseconds(lambda i: model.predict_raw(inputs[i]), len(inputs))
    found = {
        "bytes": Amount.of(size),
        "memory_bytes": Amount.of(about["memory"]["model"] + about["memory"]["session"]),
        "desktop_ms": here * (WEB_SLOWDOWN[core] if on_web else 1.0),
    }
    accuracy = _accuracy(content.get("metrics", {}))
    return found | ({"accuracy": accuracy} if accuracy else {})


def kind(path: str | Path) -> str:
    """The task that a package is for. Raises package.*."""
    said = evidence.read(contents(path)).get("card", {}).get("task")
    return str(said) if said else "text" if Package.load(path).view is None else "image"


def _accuracy(metrics: dict[str, Any]) -> Amount | None:
    """On test data when there was any, else on validation data, with its 95 % interval."""
    test = metrics.get("test") or {}
    right, rows = test.get("accuracy"), test.get("n")
    if right is None:
        right, rows = metrics.get("validation_accuracy"), metrics.get("validation_rows")
    if right is None or not rows:
        return None
    half = 1.96 * math.sqrt(right * (1 - right) / rows)
    return Amount(max(right - half, 0.0), right, min(right + half, 1.0))
