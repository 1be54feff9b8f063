"""What both web runtimes load: the SDK as shipped, and the scripts that replay a request with it."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from pinnace.checking.runtimes.process import NotRun

BUILDS = {"simd128": "pinnace.wasm", "scalar": "pinnace.scalar.wasm"}
SCRIPTS = ("replay.js", "node.js", "page.js", "package.json")


def sdk() -> Path:
    """The web SDK: inside the wheel, else beside the sources of a checkout."""
    package = Path(str(resources.files("pinnace")))
    for folder in (package / "_sdk" / "web", package.parents[1] / "sdk" / "web"):
        if (folder / "model.js").exists():
            return folder
    raise NotRun("this installation carries no web SDK")


def lay_out(folder: str | Path) -> Path:
    """Scripts and SDK side by side, as a page would have them."""
    site = Path(folder)
    site.mkdir(exist_ok=True)
    for name in SCRIPTS:
        shutil.copy(Path(str(resources.files("pinnace.checking"))) / "web" / name, site)
    shutil.copytree(sdk(), site / "sdk")
    return site
