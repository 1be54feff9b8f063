"""``web``: a folder that is an npm package and a plain folder of ES modules at once. It needs no build step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import metadata

from pinnace.runtime import Package
from pinnace.shipping import cores, faces
from pinnace.shipping.cores import Build
from pinnace.shipping.faces import Face
from pinnace.shipping.names import slug

URL = """
/** {file}, wherever a bundler puts it: `await load(url)` */
export const url: URL;
"""
URLS = """
/** The packages, wherever a bundler puts them: `await load(urls.name)` */
export const urls: {{ {names} }};
"""
PICTURES = """
export {{ load as loadPictures, Model as PictureModel }} from "./pictures.js";
export type {{ Picture, PictureOptions, Pixels }} from "./pictures.js";
"""


def files(package: bytes, name: str, ahead: str | None = None) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug; ``ahead`` as in `cores.chosen`."""
    return together({name: package}, ahead)


def together(packages: Mapping[str, bytes], ahead: str | None = None) -> dict[str, bytes]:
    """The same for packages by name: they share one core and one SDK."""
    one, all_ = len(packages) == 1, list(packages.values())
    called = f"pinnace-{slug('-'.join(packages))}"
    builds, face = cores.chosen(all_, ahead), faces.needed(*all_)
    made = face.code(builds)
    urls = {name: f'new URL("./{name}.pinnace",import.meta.url)' for name in packages}
    listed = ",".join(f'"{name}":{url}' for name, url in urls.items())
    made["model.js"] += (
        f"export const url={urls[next(iter(urls))]};\n" if one else f"export const urls={{{listed}}};\n"
    ).encode()
    names = "; ".join(f'"{name}": URL' for name in packages)
    types = URL.format(file=f"{next(iter(packages))}.pinnace") if one else URLS.format(names=names)
    made["model.d.ts"] += (PICTURES.format() * (face is faces.BOTH) + types).encode()
    made["package.json"] = (json.dumps(manifest(called, list(packages), builds, face), indent=2) + "\n").encode()
    made["README.md"] = readme(called, packages, face).encode()
    return made | {f"{name}.pinnace": package for name, package in packages.items()}


def readme(called: str, packages: Mapping[str, bytes], face: Face) -> str:
    """How to use the folder."""
    words = {
        "name": called,
        "file": ", ".join(f"{name}.pinnace" for name in packages),
        "labels": "; ".join(map(labels, packages.values())),
        "version": metadata.version("pinnace"),
        "hints": "\n".join(f"    {line}" for line in hints("web", packages)),
        "text": next((name for name, package in packages.items() if not faces.reads_pictures(package)), ""),
        "picture": next((name for name, package in packages.items() if faces.reads_pictures(package)), ""),
    }
    text = face.readme.format(**words)
    if len(packages) > 1:
        text = text.replace("load, url }", "load, urls }").replace("load(url)", f'load(urls["{next(iter(packages))}"])')
    return text


def wire(packages: Mapping[str, bytes]) -> tuple[str, ...]:
    """What a page fetches until its first predictions."""
    all_ = packages.values()
    return *faces.needed(*all_).first, cores.needed(*all_).usual, *(f"{name}.pinnace" for name in packages)


def hints(place: str, packages: Mapping[str, bytes]) -> list[str]:
    """Lines for a page's head, so that what it fetches is fetched at once; ``place``: the folder, as the page sees it.

    Not the worker's own module: what a page had preloaded would be fetched twice.
    """
    found = [path for path in wire(packages) if path != "worker.js"]
    modules = [f'<link rel="modulepreload" href="{place}/{path}">' for path in found if path.endswith(".js")]
    data = [
        f'<link rel="preload" as="fetch" crossorigin href="{place}/{path}">'
        for path in found
        if not path.endswith(".js")
    ]
    return modules + data


def labels(package: bytes) -> str:
    """For people: the first labels."""
    found = Package(package).labels
    return ", ".join(f"“{label}”" for label in found[:6]) + (f" or {len(found) - 6} more" if len(found) > 6 else "")


def manifest(name: str, packages: Sequence[str], builds: Sequence[Build], face: Face) -> dict[str, object]:
    """package.json. The version is Pinnace's own: give the package yours before you publish it."""
    files = [f"{package}.pinnace" for package in packages]
    more = [path for path in face.modules if path != "model.js"]
    wasm = [path for build in cores.with_explaining(builds) for path in build.files]
    modules = {f"./{path}.js": {"types": f"./{path}.d.ts", "default": f"./{path}.js"} for path in ("model", "react")}
    return {
        "name": name,
        "version": metadata.version("pinnace"),
        "description": f"{', '.join(files)}: small models that run on the device",
        "license": "UNLICENSED",
        "type": "module",
        "sideEffects": [f"./{path}" for path in more if path in {"worker.js", "explain.js"}] or False,
        "engines": {"node": ">=18"},
        "main": "./model.js",  # for Parcel, which does not look at exports
        "types": "./model.d.ts",
        "exports": {
            ".": modules["./model.js"],
            **modules,
            **{f"./{path}": f"./{path}" for path in (*more, *wasm, *files, "package.json")},
        },
        "peerDependencies": {"react": ">=18"},
        "peerDependenciesMeta": {"react": {"optional": True}},
    }
