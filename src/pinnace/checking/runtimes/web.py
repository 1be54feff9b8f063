"""What all web runtimes load: the files that `pinnace ship --to web` writes, and the scripts that replay a request."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from pinnace.checking.protocol import Request
from pinnace.checking.runtimes.process import NotRun
from pinnace.errors import PinnaceError
from pinnace.shipping import cores, faces, folder

VARIANTS = ("simd128", "scalar", "relaxed-simd")  # as `cores.Build` lists its files
SCRIPTS = ("replay.js", "node.js", "page.js", "package.json")


def lay_out(place: str | Path, request: Request) -> dict[str, str]:
    """Scripts beside the shipped files, as a page would have them; variant -> path of its core in ``place``."""
    site, builds = Path(place), cores.shippable(request.package)
    try:
        folder.write(site / "sdk", faces.needed(request.package).code(builds))
    except PinnaceError as error:
        raise NotRun(error.what) from None
    for name in SCRIPTS:
        shutil.copy(Path(str(resources.files("pinnace.checking"))) / "web" / name, site)
    return {
        name if build is builds[0] else f"{build.name} {name}": f"sdk/{path}"
        for build in builds
        for name, path in zip(VARIANTS, build.files, strict=False)
    }
