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
from pinnace.shipping import android, cores, faces, folder, ios, sources, starter, web
from pinnace.shipping.names import slug
from pinnace.shipping.single_file import single_file

Files = dict[str, bytes]  # a path inside the target's folder -> its content

TARGETS: dict[str, Callable[[bytes, str, str | None], Files]] = {
    "web": web.files,  # and `web.together`, of several packages
    "ios": ios.files,
    "android": android.files,
}


@dataclass(frozen=True)
class ShipOutcome:
    """What was written where. Paths of files are relative to the folder given as ``out``."""

    targets: dict[str, Path]  # target -> its folder
    files: dict[str, int]  # path -> bytes
    bytes_brotli: dict[str, int]  # path -> bytes after brotli-11
    pictures: bool  # that is what the package reads; else texts, or there are several
    wire: int  # bytes, after brotli where smaller, until the first prediction in a page; 0 without the target web


def ship(
    package: str | Path | Sequence[str | Path],
    to: Sequence[str],
    out: str | os.PathLike[str],
    app: bool = False,
    core: str | None = None,
) -> ShipOutcome:
    """Write a folder for each target, ``out``/TARGET; with ``app`` also ``out``/app, the starter app, and for texts
    ``out``/NAME.html, a page in one file.

    Several packages, of texts and of pictures, go into one folder for the web, ``out``/web, where they share one core
    and one SDK: a page that uses both fetches less.

    Each target gets the build of the core that the package needs. ``core`` names one of `cores.BUILDS` to ship beside
    it, so that packages that come over the air later may need more; a page fetches it only then.

    Evidence is cut off; everything else is byte for byte the package that was checked. A folder appears whole or not at
    all. Raises PinnaceError: package.* for a file that is no package, ship.target and ship.core for what is unknown
    or not made for several packages, usage.out when a folder cannot be written or holds something else.
    """
    unknown = [name for name in to if name not in TARGETS]
    if unknown or not to:
        what = f"no such target: {', '.join(unknown)}" if unknown else "no target is named"
        raise PinnaceError("ship.target", what=what, hint=f"--to, one or more of: {', '.join(TARGETS)}")
    if core not in (None, *cores.NAMES):
        raise PinnaceError("ship.core", what=f"no such core: {core}", hint=f"one of: {', '.join(cores.NAMES)}")
    paths = [package] if isinstance(package, str | Path) else list(package)
    several = len(paths) > 1
    if several and (set(to) != {"web"} or app):
        what = "the starter app is made around one package" if app else "several packages at once go to the web only"
        raise PinnaceError("ship.target", what=what, hint="ship each by itself, with an --out of its own")
    packages = {slug(Path(path).stem): bare(path) for path in paths}
    if len(packages) < len(paths):
        raise PinnaceError("ship.target", what="two packages have the same name", hint="rename one of the files")
    root = prepare(out)
    name, shipped = next(iter(packages.items()))
    written: Files = {}
    for target in dict.fromkeys(to):
        files = web.together(packages, core) if several else TARGETS[target](shipped, name, core)
        folder.replace(root / target, files)
        written |= {f"{target}/{path}": data for path, data in files.items()}
    if app and "web" in to:
        written |= apps(root, web.files(shipped, name, core), shipped, name)
    fetched = [f"web/{path}" for path in web.wire(packages)]
    packed = {path: len(brotli.compress(data, quality=11)) for path, data in written.items()}
    return ShipOutcome(
        targets={target: root / target for target in dict.fromkeys(to)},
        files={path: len(data) for path, data in written.items()},
        bytes_brotli=packed,
        pictures=not several and faces.reads_pictures(shipped),
        wire=sum(min(packed[path], len(written[path])) for path in fetched if path in written),
    )


def bare(path: str | Path) -> bytes:
    """A package without its evidence. Refuses what devices would refuse."""
    Package.load(path)
    return evidence.split(contents(path))[0]


def apps(root: Path, web_files: Files, package: bytes, name: str) -> Files:
    """The starter app, and of texts the page in one file too."""
    if faces.needed(package) is faces.PICTURES:
        return {f"app/{path}": data for path, data in starter.copy(root / "app", web_files, "camera").items()}
    page = single_file(sources.sdk("web"), sources.core(cores.needed(package).simd), package, name).encode()
    save(root / f"{name}.html", page)
    copied = starter.copy(root / "app", web_files)
    return {f"app/{path}": data for path, data in copied.items()} | {f"{name}.html": page}
