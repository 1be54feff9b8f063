"""``web``: a folder that is an npm package and a plain folder of ES modules at once. It needs no build step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import metadata

from pinnace.runtime import Package
from pinnace.shipping import cores, javascript, sources
from pinnace.shipping.cores import Build

FIRST, JOINED = "errors.js", ("source.js", "core.js", "model.js")  # in this order: each imports those before it
TYPES = ("model.d.ts", "errors.d.ts", "react.d.ts")
URL = """
/** {file}, wherever a bundler puts it: `await load(url)` */
export const url"""
README = """# {name}

{file} says {labels}: raw text in, exact answer out, on the device. Nothing is sent anywhere.

    import {{ load, url }} from "{name}";          // npm install ./web
    const model = await load(url);
    model.predict("Not bad at all!");            // {{ label, probabilities, scores }}
    model.explain("Not bad at all!");            // what each word adds

Without npm: put this folder on your site and `import {{ load, url }} from "./web/model.js"`; it needs no build step.
These lines in the page's head fetch everything at once instead of one after the other:

{hints}

Pages, module workers, service workers, Node 18 or newer. React: `useModel`, `usePrediction` from "{name}/react.js".
Vite, webpack and Parcel find the files by themselves; with esbuild, copy *.pinnace and *.wasm beside the bundle.
A content security policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`.
Serve with brotli or gzip. Types and what can go wrong: model.d.ts. Made by Pinnace {version}.
"""


def files(package: bytes, name: str, ahead: str | None = None) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug; ``ahead`` as in `cores.chosen`."""
    file, called, builds = f"{name}.pinnace", f"pinnace-{name}", cores.chosen(package, ahead)
    words = {"name": called, "file": file, "version": metadata.version("pinnace"), "labels": labels(package)}
    head = "\n".join(f"    {line}" for line in hints("web", package, name))
    made = code(builds)
    made["model.js"] += f'export const url=new URL("./{file}",import.meta.url);\n'.encode()
    made["model.d.ts"] += f"{URL.format(file=file)}: URL;\n".encode()
    made["package.json"] = (json.dumps(manifest(called, file, builds), indent=2) + "\n").encode()
    made["README.md"] = README.format(**words, hints=head).encode()
    return made | {file: package}


def code(builds: Sequence[Build]) -> dict[str, bytes]:
    """What is the same for every package that needs these builds: the SDK, its types, the core."""
    sdk = sources.sdk("web")
    first, *others = [(sdk / path).read_text(encoding="utf-8") for path in (FIRST, *JOINED)]
    react = (sdk / "react.js").read_text(encoding="utf-8")
    return {
        "model.js": javascript.joined([first, cores.module(builds), *others]).encode(),
        "react.js": javascript.bare(react).encode(),
        **{path: (sdk / path).read_bytes() for path in TYPES},
        **{path: sources.core(path) for build in builds for path in build.files},
    }


def wire(package: bytes, name: str) -> tuple[str, ...]:
    """What a page fetches until its first prediction."""
    return "model.js", cores.needed(package).usual, f"{name}.pinnace"


def hints(place: str, package: bytes, name: str) -> list[str]:
    """Lines for a page's head, so that all of `wire` is fetched at once; ``place``: the folder, as the page sees it."""
    code, *data = (f"{place}/{path}" for path in wire(package, name))
    fetched = [f'<link rel="preload" as="fetch" crossorigin href="{path}">' for path in data]
    return [f'<link rel="modulepreload" href="{code}">', *fetched]


def labels(package: bytes) -> str:
    """For people: the first labels."""
    found = Package(package).labels
    return ", ".join(f"“{label}”" for label in found[:6]) + (f" or {len(found) - 6} more" if len(found) > 6 else "")


def manifest(name: str, file: str, builds: Sequence[Build]) -> dict[str, object]:
    """package.json. The version is Pinnace's own: give the package yours before you publish it."""
    wasm = [path for build in builds for path in build.files]
    modules = {f"./{path}.js": {"types": f"./{path}.d.ts", "default": f"./{path}.js"} for path in ("model", "react")}
    return {
        "name": name,
        "version": metadata.version("pinnace"),
        "description": f"{file}: a small model that runs on the device",
        "license": "UNLICENSED",
        "type": "module",
        "sideEffects": False,
        "engines": {"node": ">=18"},
        "main": "./model.js",  # for Parcel, which does not look at exports
        "types": "./model.d.ts",
        "exports": {
            ".": modules["./model.js"],
            **modules,
            **{f"./{path}": f"./{path}" for path in (*wasm, file, "package.json")},
        },
        "peerDependencies": {"react": ">=18"},
        "peerDependenciesMeta": {"react": {"optional": True}},
    }
