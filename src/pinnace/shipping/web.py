"""``web``: a folder that is an npm package and a plain folder of ES modules at once. It needs no build step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import metadata

from pinnace.runtime import Package
from pinnace.shipping import cores, faces
from pinnace.shipping.cores import Build
from pinnace.shipping.faces import Face

URL = """
/** {file}, wherever a bundler puts it: `await load(url)` */
export const url"""


def files(package: bytes, name: str, ahead: str | None = None) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug; ``ahead`` as in `cores.chosen`."""
    file, called, builds, face = (
        f"{name}.pinnace",
        f"pinnace-{name}",
        cores.chosen(package, ahead),
        faces.needed(package),
    )
    words = {"name": called, "file": file, "version": metadata.version("pinnace"), "labels": labels(package)}
    head = "\n".join(f"    {line}" for line in hints("web", package, name))
    made = face.code(builds)
    made["model.js"] += f'export const url=new URL("./{file}",import.meta.url);\n'.encode()
    made["model.d.ts"] += f"{URL.format(file=file)}: URL;\n".encode()
    made["package.json"] = (json.dumps(manifest(called, file, builds, face), indent=2) + "\n").encode()
    made["README.md"] = face.readme.format(**words, hints=head).encode()
    return made | {file: package}


def wire(package: bytes, name: str) -> tuple[str, ...]:
    """What a page fetches until its first prediction."""
    return *faces.needed(package).modules, cores.needed(package).usual, f"{name}.pinnace"


def hints(place: str, package: bytes, name: str) -> list[str]:
    """Lines for a page's head, so that what it fetches is fetched at once; ``place``: the folder, as the page sees it.

    A worker fetches core and package itself: what its page had preloaded would be fetched twice.
    """
    code, *data = (f"{place}/{path}" for path in wire(package, name))
    own = faces.needed(package) is faces.TEXT
    fetched = [f'<link rel="preload" as="fetch" crossorigin href="{path}">' for path in data if own]
    return [f'<link rel="modulepreload" href="{code}">', *fetched]


def labels(package: bytes) -> str:
    """For people: the first labels."""
    found = Package(package).labels
    return ", ".join(f"“{label}”" for label in found[:6]) + (f" or {len(found) - 6} more" if len(found) > 6 else "")


def manifest(name: str, file: str, builds: Sequence[Build], face: Face) -> dict[str, object]:
    """package.json. The version is Pinnace's own: give the package yours before you publish it."""
    workers = [path for path in face.modules if path != "model.js"]
    wasm = [path for build in builds for path in build.files]
    modules = {f"./{path}.js": {"types": f"./{path}.d.ts", "default": f"./{path}.js"} for path in ("model", "react")}
    return {
        "name": name,
        "version": metadata.version("pinnace"),
        "description": f"{file}: a small model that runs on the device",
        "license": "UNLICENSED",
        "type": "module",
        "sideEffects": [f"./{path}" for path in workers] or False,
        "engines": {"node": ">=18"},
        "main": "./model.js",  # for Parcel, which does not look at exports
        "types": "./model.d.ts",
        "exports": {
            ".": modules["./model.js"],
            **modules,
            **{f"./{path}": f"./{path}" for path in (*workers, *wasm, file, "package.json")},
        },
        "peerDependencies": {"react": ">=18"},
        "peerDependenciesMeta": {"react": {"optional": True}},
    }
