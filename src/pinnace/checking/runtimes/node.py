"""``node``: the web SDK in Node.js, with the core's WebAssembly as shipped: simd128 and scalar."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import web
from pinnace.checking.runtimes.process import ask, find


def run(request: Request) -> dict[str, Answers]:
    node = find("node", "nodejs")
    with tempfile.TemporaryDirectory(prefix="pinnace-node-") as folder:
        cores, site = web.lay_out(folder, request), Path(folder)
        return {variant: ask([node, site / "node.js", site / core], request) for variant, core in cores.items()}
