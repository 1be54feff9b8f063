"""``node``: the web SDK in Node.js, with the core's WebAssembly as shipped: simd128 and scalar."""

from __future__ import annotations

import tempfile

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import web
from pinnace.checking.runtimes.process import ask, build, find


def run(request: Request) -> dict[str, Answers]:
    node = find("node", "nodejs")
    cores = {variant: build(name) for variant, name in web.BUILDS.items()}
    with tempfile.TemporaryDirectory(prefix="pinnace-node-") as folder:
        site = web.lay_out(folder)
        return {variant: ask([node, site / "node.js", core], request) for variant, core in cores.items()}
