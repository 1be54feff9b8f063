"""The core's WebAssembly: the files that the SDK fetches lie where it looks, and are what they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from pinnace.doctor.finding import Finding, problem
from pinnace.doctor.project import Project

MAGIC = b"\0asm"
# As modules say it, and bundlers leave it.
FETCHED = re.compile(r"""new URL\(\s*["'`](\.?[\w./-]*\.(?:wasm|pinnace))["'`]\s*,\s*import\.meta\.url""")


def find(project: Project) -> Iterator[Finding]:
    for path in project.ending(".js", ".mjs"):
        names = FETCHED.findall(project.text(path))
        if not any("pinnace" in name for name in names):
            continue  # a core of somebody else's
        for name in dict.fromkeys(names):
            if not there(project, path, name):
                fix = "copy what `pinnace ship --to web` wrote beside the module, all of it"
                yield problem("wasm", path, f"it fetches {name}, which is not there", fix)
    for path in project.ending(".wasm"):
        data = project.bytes(path)
        if "pinnace" in path and not data.startswith(MAGIC):
            what = "this is not WebAssembly" + (": a page of HTML" if data.lstrip()[:1] == b"<" else "")
            yield problem("wasm", path, what, "ship it again; in .gitattributes: *.wasm binary")


def there(project: Project, module: str, name: str) -> bool:
    """Beside the module; when it begins with a slash, in any folder above, which may be the site's root."""
    if not name.startswith("/"):
        return normpath(join(dirname(module), name)) in project
    above = module.split("/")[:-1]
    return any("/".join([*above[:depth], name[1:]]) in project for depth in range(len(above) + 1))
