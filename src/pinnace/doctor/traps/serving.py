"""Servers that refuse endings which they do not know, or answer with the app's page instead of a file.

IIS 7 to 10: learn.microsoft.com/en-us/iis/configuration/system.webserver/staticcontent/mimemap, read in November 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, note, problem
from pinnace.doctor.project import Project

ENDINGS = {".wasm": "application/wasm", ".pinnace": "application/octet-stream"}


def find(project: Project) -> Iterator[Finding]:
    if not list(project.ending(".pinnace")):
        return
    for path in project.named("web.config"):
        text = project.text(path)
        for ending, kind in ENDINGS.items():
            if not re.search(rf'fileExtension="{re.escape(ending)}"', text):
                fix = f'<staticContent><mimeMap fileExtension="{ending}" mimeType="{kind}" /></staticContent>'
                yield problem("serving", path, f"IIS answers 404 for endings it does not know: {ending}", fix)
    for path in project.named(".htaccess", "nginx.conf"):
        text = project.text(path)
        if "wasm" not in text and ("AddType" in text or re.search(r"^\s*types\s*\{", text, re.MULTILINE)):
            fix = "AddType application/wasm .wasm" if path.endswith(".htaccess") else "types { application/wasm wasm; }"
            what = "it lists types, but none for .wasm; the SDK does without it, some proxies and scanners do not"
            yield note("serving", path, what, fix)
    for path in project.named("vercel.json"):
        for rule in rewrites(project.text(path)):
            fix = 'let files through: { "handle": "filesystem" } before it'
            yield problem("serving", path, f"it answers {rule} with the app's page before it looks for a file", fix)


def rewrites(text: str) -> list[str]:
    """Routes of a vercel.json that catch everything and have no look at the files before them."""
    try:
        routes = json.loads(text).get("routes", [])
    except (ValueError, AttributeError):
        return []
    caught = []
    for route in routes if isinstance(routes, list) else []:
        if not isinstance(route, dict) or route.get("handle") == "filesystem":
            break
        if route.get("src") in ("/(.*)", "/.*", "(.*)", ".*"):
            caught.append(str(route["src"]))
    return caught
