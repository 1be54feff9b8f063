"""A Pinnace package: its size and memory, its speed over its own goldens, its accuracy from its evidence."""

from __future__ import annotations

import base64
import math
from pathlib import Path
from typing import Any

from pinnace.advising.amount import Amount
from pinnace.advising.app import App
from pinnace.advising.measuring.timing import milliseconds
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, inspect
from pinnace.runtime import Package
from pinnace.runtime.package import contents

WEB_BYTES = 14_000  # the core and the SDK beside a package on a page, after brotli (bench/results/sizes.md)
# Times: 0.019 ms in a page (bench/results/web.md) for what takes 0.008 ms here, at 125 MB/s (bench/results/speed.md).
WEB_SLOWDOWN = 2.4
TEXT = b"It was better than I had feared, and the staff could not have been kinder to us."


def facts(path: str | Path, app: App) -> dict[str, Amount]:
    """Facts of the section [model]. Raises package.*; advise.model for a package of another task."""
    content = evidence.read(contents(path))
    task = content.get("card", {}).get("task", app.task.kind)
    if task != app.task.kind:
        raise PinnaceError(
            "advise.model",
            what=f"the package predicts {task}, the app {app.task.kind}",
            where=str(path),
            hint="give the app's own package, or change task.kind",
        )
    about = inspect(path)
    on_web = "web" in app.task.platforms
    size = min(about["bytes"], about["bytes_brotli"]) + (WEB_BYTES if on_web else 0)
    inputs = [base64.b64decode(case["input"]) for case in content.get("goldens", [])] or [TEXT]
    model = Package.load(path)
    found = {
        "bytes": Amount.of(size),
        "memory_bytes": Amount.of(about["memory"]["model"] + about["memory"]["session"]),
        "desktop_ms": milliseconds(lambda i: model.predict(inputs[i]), len(inputs)) * (WEB_SLOWDOWN if on_web else 1.0),
    }
    accuracy = _accuracy(content.get("metrics", {}))
    return found | ({"accuracy": accuracy} if accuracy else {})


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
