"""The runtimes that `pinnace check` replays inputs through, by name, in the order of the report.

Each module has ``run(request) -> {variant: Answers}``: the same core built in more than one way answers once per build.
It raises NotRun when this machine lacks what it takes, and Broken when the runtime failed.
"""

from __future__ import annotations

from collections.abc import Callable

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import (
    arm64_qemu,
    chromium,
    firefox,
    jvm,
    node,
    python,
    reference,
    swift_linux,
    webkitgtk,
)

Run = Callable[[Request], dict[str, Answers]]

RUNTIMES: dict[str, Run] = {
    "reference": reference.run,
    "python": python.run,
    "arm64-qemu": arm64_qemu.run,
    "node": node.run,
    "chromium": chromium.run,
    "firefox": firefox.run,
    "webkitgtk": webkitgtk.run,
    "jvm": jvm.run,
    "swift-linux": swift_linux.run,
}
