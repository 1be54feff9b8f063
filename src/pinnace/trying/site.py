"""The page's files: page/ as it is, and in model/ exactly what `pinnace ship --to web` writes."""

from __future__ import annotations

import html
import os
import shlex
from importlib import resources
from pathlib import Path

from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.packaging.saving import prepare
from pinnace.runtime import Package
from pinnace.runtime.package import contents
from pinnace.shipping import faces, folder, web
from pinnace.shipping.names import slug

PAGE = ("index.html", "style.css", "page.js", "table.js", "words.js")
PLAIN = frozenset({"README.md", "package.json", "react.js", *faces.TEXT.types})  # of no use to a page


def files(package: str | Path) -> dict[str, bytes]:
    """Path -> content. Raises PinnaceError: package.* for what is no package, usage.task for a package of pictures."""
    if Package.load(package).view is not None:
        raise PinnaceError(
            "usage.task",
            what="this page is for texts, and the package reads pictures",
            where=str(package),
            hint=f"`pinnace ship {shlex.quote(str(package))} --to web --out site --app` makes a page with a camera",
        )
    shipped, _ = evidence.split(contents(package))
    name = Path(package).stem
    place = Path(str(resources.files("pinnace.trying"))) / "page"
    page = {path: (place / path).read_bytes() for path in PAGE}
    head = "\n".join(web.hints("model", {slug(name): shipped}))
    for field, value in {b"{name}": html.escape(name), b"{hints}": head}.items():
        page["index.html"] = page["index.html"].replace(field, value.encode())
    model = {path: data for path, data in web.files(shipped, slug(name)).items() if path not in PLAIN}
    return page | {f"model/{path}": data for path, data in model.items()}


def write(package: str | Path, out: str | os.PathLike[str]) -> Path:
    """The page as a folder, whole or not at all. Raises usage.out where the folder holds other things."""
    goal = prepare(out)
    folder.replace(goal, files(package))
    return goal
