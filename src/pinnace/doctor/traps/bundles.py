"""Bundlers that leave the core or the package behind, or put it where a policy forbids it.

Vite: vite.dev/config/build-options, "build.assetsInlineLimit", 4096 by default; read in November 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, note
from pinnace.doctor.project import Project
from pinnace.doctor.traps.policy import directives, policies

SMALL = 4096  # bytes below which Vite writes a file into the bundle as a data: address
COPIES = re.compile(r"\bcp\b|copy|--loader:\.wasm|publicDir|rsync|assetsInclude", re.IGNORECASE)


def find(project: Project) -> Iterator[Finding]:
    for path in project.named("package.json"):
        manifest = parsed(project.text(path))
        scripts = " ".join(map(str, manifest.get("scripts", {}).values()))
        wants = {**manifest.get("dependencies", {}), **manifest.get("devDependencies", {})}
        if not any(name.startswith("pinnace") for name in wants):
            continue
        if "esbuild " in scripts and not COPIES.search(scripts):
            fix = "copy *.wasm and *.pinnace of the package beside the bundle, in the same script"
            yield note("bundle", path, "esbuild leaves the addresses of .wasm and .pinnace files alone", fix)
        if "vite" in wants:
            yield from inlined(project, path)


def inlined(project: Project, manifest: str) -> Iterator[Finding]:
    """A package under 4 KB becomes a data: address, which a connect-src without data: forbids."""
    folder = manifest.removesuffix("package.json")
    configs = [path for path in project.paths if path.startswith(f"{folder}vite.config.")]
    if any("assetsInlineLimit" in project.text(path) for path in configs):
        return
    small = [path for path in project.ending(".pinnace") if len(project.bytes(path)) < SMALL]
    strict = [
        path
        for path, policy in policies(project)
        if (words := directives(policy).get("connect-src", directives(policy).get("default-src"))) is not None
        and "data:" not in words
    ]
    if small and strict:
        what = f"Vite writes {small[0]}, which is under 4 KB, into the bundle as data:, and {strict[0]} forbids that"
        yield note("bundle", manifest, what, "build: { assetsInlineLimit: 0 } in vite.config, or connect-src data:")


def parsed(text: str) -> dict[str, dict[str, object]]:
    """A package.json; nothing of one that is malformed."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {key: value for key, value in found.items() if isinstance(value, dict)} if isinstance(found, dict) else {}
