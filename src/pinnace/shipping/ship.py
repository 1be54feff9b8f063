"""``ship``: a package becomes folders that are ready for their platform."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli

from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.packaging.saving import prepare, save
from pinnace.runtime import Package
from pinnace.runtime.package import contents
from pinnace.shipping import android, folder, ios, sources, starter, web
from pinnace.shipping.names import slug
from pinnace.shipping.single_file import single_file

Files = dict[str, bytes]  # a path inside the target's folder -> its content

TARGETS: dict[str, Callable[[bytes, str], Files]] = {
    "web": web.files,
    "ios": ios.files,
    "android": android.files,
}


@dataclass(frozen=True)
class ShipOutcome:
    """What was written where. Paths of files are relative to the folder given as ``out``."""

    targets: dict[str, Path]  # target -> its folder
    files: dict[str, int]  # path -> bytes
    bytes_brotli: dict[str, int]  # path -> bytes after brotli-11
    wire: (
        int  # bytes, after brotli where that is smaller, until the first prediction in a page; 0 without the target web
    )


def ship(package: str | Path, to: Sequence[str], out: str | os.PathLike[str], app: bool = False) -> ShipOutcome:
    """Write a folder for each target, ``out``/TARGET; with ``app`` also ``out``/app, the starter app, and
    ``out``/NAME.html, a page in one file.

    Evidence is cut off; everything else is byte for byte the package that was checked. A folder appears whole or not at
    all. Raises PinnaceError: package.* for a file that is no package, ship.target for an unknown target, usage.out when
    a folder cannot be written or holds something else.
    """
    unknown = [name for name in to if name not in TARGETS]
    if unknown or not to:
        what = f"no such target: {', '.join(unknown)}" if unknown else "no target is named"
        raise PinnaceError("ship.target", what=what, hint=f"--to, one or more of: {', '.join(TARGETS)}")
    Package.load(package)  # refuses what devices would refuse
    root = prepare(out)
    shipped, _ = evidence.split(contents(package))
    name = slug(Path(package).stem)
    written: Files = {}
    for target in dict.fromkeys(to):
        files = TARGETS[target](shipped, name)
        folder.replace(root / target, files)
        written |= {f"{target}/{path}": data for path, data in files.items()}
    if app and "web" in to:
        written |= apps(root, TARGETS["web"](shipped, name), shipped, name)
    fetched = [f"web/{path}" for path in web.wire(name)]
    packed = {path: len(brotli.compress(data, quality=11)) for path, data in written.items()}
    return ShipOutcome(
        targets={target: root / target for target in dict.fromkeys(to)},
        files={path: len(data) for path, data in written.items()},
        bytes_brotli=packed,
        wire=sum(min(packed[path], len(written[path])) for path in fetched if path in written),
    )


def apps(root: Path, web_files: Files, package: bytes, name: str) -> Files:
    """The starter app, and the page in one file."""
    page = single_file(sources.sdk("web"), sources.core(web.CORES[0]), package, name).encode()
    save(root / f"{name}.html", page)
    copied = starter.copy(root / "app", web_files)
    return {f"app/{path}": data for path, data in copied.items()} | {f"{name}.html": page}
