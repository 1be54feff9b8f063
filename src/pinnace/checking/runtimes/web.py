"""What all web runtimes load: the files that `pinnace ship --to web` writes, and the scripts that replay a request."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from pinnace.checking.runtimes.process import NotRun
from pinnace.errors import PinnaceError
from pinnace.shipping import folder, web

CORES = {"simd128": "sdk/pinnace.wasm", "scalar": "sdk/pinnace.scalar.wasm"}  # variant -> path in the site
SCRIPTS = ("replay.js", "node.js", "page.js", "package.json")


def lay_out(place: str | Path) -> Path:
    """Scripts beside the shipped files, as a page would have them."""
    site = Path(place)
    try:
        folder.write(site / "sdk", web.code())
    except PinnaceError as error:
        raise NotRun(error.what) from None
    for name in SCRIPTS:
        shutil.copy(Path(str(resources.files("pinnace.checking"))) / "web" / name, site)
    return site
