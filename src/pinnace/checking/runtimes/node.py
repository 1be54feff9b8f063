"""``node``: the web SDK in Node.js, with the core's WebAssembly as shipped: simd128, scalar, relaxed SIMD."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import web
from pinnace.checking.runtimes.process import NotRun, ask, find


def run(request: Request) -> dict[str, Answers]:
    node = find("node", "nodejs")
    with tempfile.TemporaryDirectory(prefix="pinnace-node-") as folder:
        cores, site = web.lay_out(folder, request), Path(folder)
        answers: dict[str, Answers] = {}
        for variant, core in cores.items():
            with suppress(NotRun):
                answers[variant] = ask([node, site / "node.js", site / core], request)
        return answers
