"""What all web runtimes load: the files that `pinnace ship --to web` writes, and the scripts that replay a request."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from pinnace.checking.protocol import Request
from pinnace.checking.runtimes.process import NotRun, build
from pinnace.errors import PinnaceError
from pinnace.shipping import folder, web

# variant -> build. Networks take a core of their own: pages of linear models should not wait for it.
LINEAR = {"simd128": "pinnace.wasm", "scalar": "pinnace.scalar.wasm"}
NETWORKS = {"simd128": "pinnace.networks.wasm", "scalar": "pinnace.networks.scalar.wasm"}
LEVEL_AT, NETWORK_LEVEL = 5, 2  # of a package's header
SCRIPTS = ("replay.js", "node.js", "page.js", "package.json")


def cores(request: Request) -> dict[str, str]:
    """Variant -> path in the site of each build that the package runs on."""
    networks = request.package[LEVEL_AT : LEVEL_AT + 1] >= bytes([NETWORK_LEVEL])
    return {variant: f"sdk/{name}" for variant, name in (NETWORKS if networks else LINEAR).items()}


def lay_out(place: str | Path, request: Request) -> Path:
    """Scripts beside the shipped files, as a page would have them."""
    site = Path(place)
    try:
        folder.write(site / "sdk", web.code())
    except PinnaceError as error:
        raise NotRun(error.what) from None
    for path in cores(request).values():
        shutil.copy(build(Path(path).name), site / path)
    for name in SCRIPTS:
        shutil.copy(Path(str(resources.files("pinnace.checking"))) / "web" / name, site)
    return site
