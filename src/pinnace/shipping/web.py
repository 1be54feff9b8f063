"""``web``: a folder that is an npm package and a plain folder of ES modules at once. It needs no build step."""

from __future__ import annotations

import json
from importlib import metadata

from pinnace.runtime import Package
from pinnace.shipping import javascript, sources

CORES = ("pinnace.wasm", "pinnace.scalar.wasm")
JOINED = ("errors.js", "source.js", "core.js", "model.js")  # in this order: each imports those before it
TYPES = ("model.d.ts", "errors.d.ts", "react.d.ts")
ENTRY = """export * from "./model.js";
/** {file}, wherever a bundler puts it: `await load(url)` */
export const url = new URL("./{file}", import.meta.url);
"""
ENTRY_TYPES = """export * from "./model.js";
/** {file}, wherever a bundler puts it: `await load(url)` */
export const url: URL;
"""
README = """# {name}

{file} says {labels}: raw text in, exact answer out, on the device. Nothing is sent anywhere.

    import {{ load, url }} from "{name}";          // npm install ./web
    const model = await load(url);
    model.predict("Not bad at all!");            // {{ label, probabilities, scores }}
    model.explain("Not bad at all!");            // what each word adds

Without npm: put this folder on your site and `import {{ load, url }} from "./web/index.js"`; it needs no build step.
Pages, module workers, service workers, Node 18 or newer. React: `useModel`, `usePrediction` from "{name}/react.js".
Vite, webpack and Parcel find the files by themselves; with esbuild, copy *.pinnace and *.wasm beside the bundle.
A content security policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`.
Serve with brotli or gzip. Types and what can go wrong: model.d.ts. Made by Pinnace {version}.
"""


def files(package: bytes, name: str) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug."""
    file, called = f"{name}.pinnace", f"pinnace-{name}"
    words = {"name": called, "file": file, "version": metadata.version("pinnace"), "labels": labels(package)}
    made = {
        "package.json": json.dumps(manifest(called, file), indent=2) + "\n",
        "README.md": README.format(**words),
        "index.js": ENTRY.format(**words),
        "index.d.ts": ENTRY_TYPES.format(**words),
    }
    return {path: text.encode() for path, text in made.items()} | code() | {file: package}


def code() -> dict[str, bytes]:
    """What is the same for every package: modules, their types, both builds of the core."""
    sdk = sources.sdk("web")
    modules = [(sdk / path).read_text(encoding="utf-8") for path in JOINED]
    react = (sdk / "react.js").read_text(encoding="utf-8")
    return {
        "model.js": javascript.joined(modules).encode(),
        "react.js": javascript.bare(react).encode(),
        **{path: (sdk / path).read_bytes() for path in TYPES},
        **{path: sources.core(path) for path in CORES},
    }


def wire(name: str) -> tuple[str, ...]:
    """What a page fetches until its first prediction."""
    return "model.js", CORES[0], f"{name}.pinnace"


def labels(package: bytes) -> str:
    """For people: the first labels."""
    found = Package(package).labels
    return ", ".join(f"“{label}”" for label in found[:6]) + (f" or {len(found) - 6} more" if len(found) > 6 else "")


def manifest(name: str, file: str) -> dict[str, object]:
    """package.json. The version is Pinnace's own: give the package yours before you publish it."""
    modules = {f"./{path}.js": {"types": f"./{path}.d.ts", "default": f"./{path}.js"} for path in ("model", "react")}
    return {
        "name": name,
        "version": metadata.version("pinnace"),
        "description": f"{file}: a small model that runs on the device",
        "license": "UNLICENSED",
        "type": "module",
        "sideEffects": False,
        "engines": {"node": ">=18"},
        "types": "./index.d.ts",
        "exports": {
            ".": {"types": "./index.d.ts", "default": "./index.js"},
            **modules,
            **{f"./{path}": f"./{path}" for path in (*CORES, file, "package.json")},
        },
        "peerDependencies": {"react": ">=18"},
        "peerDependenciesMeta": {"react": {"optional": True}},
    }
